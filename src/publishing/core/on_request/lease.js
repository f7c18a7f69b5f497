/* What a busy worker can hear: whether the page has taken back the address that it lent it.

   A worker in a loop takes no message, and WebKit does not end one that is inside WebAssembly: its
   thread would go on for good. So Python and R ask here as they go, and break off by themselves. */
self.halted = (() => {
  const PAUSE = 500;
  let asked = performance.now();
  return () => {
    if (performance.now() - asked < PAUSE) return false;
    asked = performance.now();
    try {
      const lease = new XMLHttpRequest();
      lease.open("GET", self.lease, false);
      lease.send();
      return lease.status !== 200;
    } catch {
      return true;
    }
  };
})();
