/* Starts Python in a worker under the page's own policy. */
import { worker } from "./workers.js";

export const start = (base) => {
  const address = new URL("python-worker.js", base).href;
  const { made, end } = worker(window, `import ${JSON.stringify(address)};`, { type: "module" });
  const answer = (message) => new Promise((done, failed) => {
    made.onmessage = ({ data }) => (data.problem ? failed(new Error(data.problem)) : done(data));
    made.onerror = () => failed(new Error("the worker could not be loaded"));
    made.postMessage(message);
  });
  const ready = answer({});
  return { ready, run: (code, files) => ready.then(() => answer({ code, files })), stop: end };
};
