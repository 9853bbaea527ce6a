// Reads resumes, apart from the page so that it can be stopped. This worker may
// load nothing: the module comes compiled with the first message, and answers go
// back to the page alone.
import { initSync, read_file } from '/modules/reader.js';

/* A page of one line. Reading it builds the tables that the first resume would
   otherwise have to wait for. */
const WARM_UP = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
4 0 obj << /Length 76 >> stream
BT /F1 12 Tf 50 700 Td (Skills: Go, Python, PostgreSQL, Docker and AWS) Tj ET
endstream endobj
trailer << /Size 5 /Root 1 0 R >>
startxref
0
%%EOF`;

self.addEventListener('message', ({ data: { module, bytes } }) => {
  if (module) {
    initSync({ module });
    read_file(new TextEncoder().encode(WARM_UP));
  } else {
    self.postMessage(read_file(new Uint8Array(bytes)));
  }
});
