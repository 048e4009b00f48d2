// Times chrono-node on the texts that benches/dates.rs hands over: {"published", "texts"} on standard
// input, {"dates", "seconds"} on standard output.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

function load() {
  for (const folder of [process.env.CHRONO_NODE, process.cwd()]) {
    if (!folder) continue;
    try {
      return createRequire(join(folder, "from-here.js"))("chrono-node");
    } catch {
      // The next folder may have it.
    }
  }
  console.error("the package chrono-node is not installed (npm install chrono-node)");
  process.exit(1);
}

const chrono = load();
const { published, texts } = JSON.parse(readFileSync(0, "utf8"));
const day = new Date(`${published}T12:00:00`);
const run = () => texts.reduce((dates, text) => dates + chrono.fr.parse(text, day).length, 0);

run();
const start = process.hrtime.bigint();
const dates = run();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ dates, seconds }));
