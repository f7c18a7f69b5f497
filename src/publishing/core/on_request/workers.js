/* Starts workers that begin as a blob: such a one takes on the policy of the document in `realm`, so
   that code that a reader types reaches no other host. `source` is its script. */
export const worker = (realm, source, options) => {
  const { Blob, URL: addresses, Worker } = realm;
  const lent = (text, type) => addresses.createObjectURL(new Blob([text], { type }));
  const lease = lent("here", "text/plain");
  const script = lent(`self.lease = ${JSON.stringify(lease)};\n${source}`, "text/javascript");
  const made = new Worker(script, options);
  return {
    made,
    end: () => {
      addresses.revokeObjectURL(lease); // see lease.js
      addresses.revokeObjectURL(script);
      made.terminate();
    },
  };
};
