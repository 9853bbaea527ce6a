// Reads resumes, apart from the page so that it can be stopped. This worker may
// load nothing: the module comes compiled with the first message, and answers go
// back to the page alone.
import { initSync, read_file } from '/modules/reader.js';

/* A page that nobody wrote. Reading it builds the tables that the first resume
   would otherwise have to wait for, and lets the browser compile in earnest what
   is run often: after it a resume takes a third of the time. */
const LINES = [
  'Senior backend engineer, Example Works, Berlin, 2019 to 2026',
  'Built services in Go, Python and Java on PostgreSQL, Redis and Kafka.',
  'Ran them with Docker, Kubernetes and Terraform on AWS; tests, reviews, on call.',
  'Skills: Rust, SQL, REST, gRPC, Linux, Git, Prometheus, GitHub Actions',
];
const ROUNDS = 3;

function warmUp() {
  const lines = Array.from({ length: 40 }, (_, at) => `0 -14 Td (${LINES[at % LINES.length]}) Tj`);
  const text = `BT /F1 12 Tf 50 800 Td ${lines.join('\n')} ET`;
  return new TextEncoder().encode(`%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
4 0 obj << /Length ${text.length} >> stream
${text}
endstream endobj
trailer << /Size 5 /Root 1 0 R >>
startxref
0
%%EOF`);
}

self.addEventListener('message', ({ data: { module, bytes } }) => {
  if (module) {
    initSync({ module });
    const page = warmUp();
    for (let round = 0; round < ROUNDS; round += 1) read_file(page);
  } else {
    self.postMessage(read_file(new Uint8Array(bytes)));
  }
});
