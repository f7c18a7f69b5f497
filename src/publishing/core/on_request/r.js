/* Starts R in a worker: webR's own. What R says of a run is made in cell.R.

   R builds functions from text (eval), which the page's policy forbids. So its worker belongs to a
   hidden frame, whose policy allows that and, as the page's does, no other host. */
import { ChannelType, WebR } from "./r/webr.js";
import { worker } from "./workers.js";

const WIDTH = 504;
const LISTEN = "Module.webr.handleEvents = () => self.halted() && Module._Rf_onintr(); 0";

const framed = (base) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.onload = () => done(frame);
  frame.src = new URL("r-frame.htm", base);
  document.body.append(frame);
});

/* WebR makes its worker itself, from a file: for that moment it is handed ours. */
const opened = (base, { made }) => {
  const plain = window.Worker;
  window.Worker = function () {
    return made;
  };
  try {
    const baseUrl = new URL("r/", base).href;
    return new WebR({ baseUrl, channelType: ChannelType.PostMessage, interactive: false });
  } finally {
    window.Worker = plain;
  }
};

export const start = (base) => {
  const scripts = ["lease.js", "r/webr-worker.js"].map((name) => new URL(name, base).href);
  let [frame, own, r, stopped] = [];
  const ready = (async () => {
    const helper = fetch(new URL("cell.R", base)).then((found) => found.text());
    frame = await framed(base);
    if (stopped) return frame.remove();
    own = worker(frame.contentWindow, `importScripts(...${JSON.stringify(scripts)});`);
    r = opened(base, own);
    await r.init();
    await r.FS.mkdir("/book");
    await r.FS.mkdir("/book/data");
    await r.evalRVoid("webr::eval_js(code)", { env: { code: LISTEN } });
    await r.evalRVoid(await helper);
  })();
  return {
    ready,
    run: async (code, files) => {
      await ready;
      for (const [name, bytes] of Object.entries(files)) {
        await r.FS.writeFile(`/book/data/${name}`, bytes);
      }
      const shelter = await new r.Shelter();
      try {
        const { result, images } = await shelter.captureR("run_cell(code)", {
          env: { code },
          captureStreams: false,
          captureGraphics: { width: WIDTH, height: WIDTH * 0.75, bg: "white" },
        });
        const [text, failed, words] = (await result.toJs()).values.map((each) => each.values);
        return {
          text: text[0],
          failed: failed[0],
          images: images.map((bitmap, place) => ({ bitmap, words: words[place] })),
        };
      } finally {
        await shelter.purge();
      }
    },
    stop: () => {
      stopped = true;
      own?.end();
      frame?.remove();
    },
  };
};
