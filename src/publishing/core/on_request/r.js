/* Starts R in a worker: webR's own, begun by r-worker.js. What R says of a run is made in cell.R. */
import { ChannelType, WebR } from "./r/webr.js";

const WIDTH = 504;

const opened = (base) => {
  const plain = window.Worker;
  window.Worker = function () {
    return new plain(new URL("r-worker.js", base));
  };
  try {
    const baseUrl = new URL("r/", base).href;
    return new WebR({ baseUrl, channelType: ChannelType.PostMessage, interactive: false });
  } finally {
    window.Worker = plain;
  }
};

export const start = (base) => {
  const r = opened(base);
  const ready = (async () => {
    const helper = fetch(new URL("cell.R", base)).then((found) => found.text());
    await r.init();
    await r.FS.mkdir("/book");
    await r.FS.mkdir("/book/data");
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
    stop: () => r.close(),
  };
};
