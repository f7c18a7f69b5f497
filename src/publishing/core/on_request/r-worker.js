/* Runs R in a worker that asks nobody but this site.

   R builds functions from text (eval), which the page's policy forbids; so its worker is a file and
   does not take on that policy, and this keeps it from other hosts before R's own code begins. */
(() => {
  const check = (address) => {
    if (new URL(address, location.href).origin !== location.origin) {
      throw new Error(`code in this page loads nothing from other sites: ${address}`);
    }
  };
  const { fetch, importScripts } = self;
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    check(address);
    return open.call(this, method, address, ...rest);
  };
  self.fetch = (asked, ...rest) => {
    check(asked.url ?? asked);
    return fetch.call(self, asked, ...rest);
  };
  self.importScripts = (...addresses) => {
    addresses.forEach(check);
    return importScripts.apply(self, addresses);
  };
  for (const name of ["EventSource", "WebSocket", "WebTransport", "Worker"]) {
    self[name] = class {
      constructor() {
        throw new Error(`code in this page has no ${name}`);
      }
    };
  }
})();
importScripts("r/webr-worker.js");
