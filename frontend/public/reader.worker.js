// Reads one resume, apart from the page so that it can be stopped. This worker
// may load nothing: the module comes compiled with the file, and the answer
// goes back to the page alone.
import { initSync, read_file } from '/modules/reader.js';

self.addEventListener('message', ({ data: { module, bytes } }) => {
  initSync({ module });
  self.postMessage(read_file(new Uint8Array(bytes)));
});
