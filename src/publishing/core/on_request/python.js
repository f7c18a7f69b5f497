/* Starts Python in a worker. The worker begins as a blob, which takes on the page's policy: code that
   a reader types reaches no other host either. */
export const start = (base) => {
  const source = `import ${JSON.stringify(new URL("python-worker.js", base).href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  const answer = (message) => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => (data.problem ? failed(new Error(data.problem)) : done(data));
    worker.onerror = () => failed(new Error("the worker could not be loaded"));
    worker.postMessage(message);
  });
  const ready = answer({});
  return {
    ready,
    run: (code, files) => ready.then(() => answer({ code, files })),
    stop: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
};
