/* Samples by lot and their exact chances: arithmetic alone, which tests compare with SciPy's.

   A setting has percent, size, pool (or null), clustered and edited, as in charts/sampling.py; the
   rules (cluster, alike, counts, coverage, z) come from there with the figure. */
window.bookSampling = (() => {
  /* Marsaglia's xorshift of 32 bits: the same seed, from 1, gives the same draws everywhere.
     Whole numbers, with a sign, as a processor likes them: half of them are below 0. */
  const random = (seed) => {
    let state = Math.imul(seed, 0x9e3779b1) | 0;
    return () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state;
    };
  };

  const limit = (share) => share * 2 ** 32 - 2 ** 31;

  const drawOne = ({ percent, size, pool, clustered }, { cluster, alike }, next) => {
    const [yes, together] = [limit(percent / 100), limit(alike)];
    let found = 0;
    if (pool) {
      let good = Math.round((pool * percent) / 100);
      for (let left = pool; left > pool - size; left -= 1) {
        if (next() < limit(good / left)) { good -= 1; found += 1; }
      }
    } else if (clustered) {
      for (let group = 0; group < size; group += cluster) {
        if (next() < together) found += next() < yes ? cluster : 0;
        else for (let each = 0; each < cluster; each += 1) if (next() < yes) found += 1;
      }
    } else {
      for (let each = 0; each < size; each += 1) if (next() < yes) found += 1;
    }
    return found;
  };

  /* One round: the count that is seen, and all from which an editor chose it. */
  const draw = (setting, rules, next) => {
    if (!setting.edited) {
      const seen = drawOne(setting, rules, next);
      return { seen, all: [seen] };
    }
    const all = Array.from({ length: rules.counts }, () => drawOne(setting, rules, next));
    return { seen: Math.min(...all), all };
  };

  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
  /* The chance of each count, from the ratio of each to the one before; they add up to 1. */
  const chain = (size, first, ratio) => {
    const found = Array(size + 1).fill(0);
    let log = 0;
    for (let count = first; count <= size; count += 1) {
      found[count] = log;
      const step = ratio(count);
      if (!(step > 0)) { found.length = count + 1; break; }
      log += Math.log(step);
    }
    const most = Math.max(...found.slice(first));
    const parts = Array.from({ length: size + 1 }, (_, count) =>
      count < first || count >= found.length ? 0 : Math.exp(found[count] - most));
    const whole = sum(parts);
    return parts.map((part) => part / whole);
  };
  const binomial = (size, share) =>
    chain(size, 0, (count) => ((size - count) / (count + 1)) * (share / (1 - share)));

  const ofOne = ({ percent, size, pool, clustered }, { cluster, alike }) => {
    const share = percent / 100;
    if (pool) {
      const good = Math.round(pool * share);
      return chain(size, Math.max(0, size - pool + good), (count) =>
        ((good - count) * (size - count)) / ((count + 1) * (pool - good - size + count + 1)));
    }
    if (!clustered) return binomial(size, share);
    const group = binomial(cluster, share).map((each) => (1 - alike) * each);
    group[0] += alike * (1 - share);
    group[cluster] += alike * share;
    let total = [1];
    for (let each = 0; each < size; each += cluster) {
      const longer = Array(total.length + cluster).fill(0);
      total.forEach((one, at) => group.forEach((other, more) => { longer[at + more] += one * other; }));
      total = longer;
    }
    return total;
  };

  const chances = (setting, rules) => {
    const each = ofOne(setting, rules);
    if (!setting.edited) return each;
    const above = each.map((_, count) => Math.min(1, sum(each.slice(count))) ** rules.counts);
    return above.map((one, count) => one - (above[count + 1] ?? 0));
  };

  /* Wilson's interval, in per cent. */
  const wilson = (count, size, z) => {
    const [share, part] = [count / size, (z * z) / size];
    const half = Math.sqrt(part * (share * (1 - share) + part / 4));
    return [share + part / 2 - half, share + part / 2 + half]
      .map((end) => Math.min(100, Math.max(0, (100 * end) / (1 + part))));
  };

  /* What a reader is told of chances, or of how often each count came up. */
  const told = (weights, { percent, size }, { coverage, z }, [count, total]) => {
    const whole = sum(weights);
    const tail = ((1 - coverage) / 2) * whole;
    const edge = (from, step) => {
      let [at, before] = [from, weights[from]];
      while (before <= tail) { at += step; before += weights[at]; }
      return (100 * at) / size;
    };
    const holds = (each) => {
      const [low, high] = wilson(each, size, z);
      return low <= percent && percent <= high;
    };
    return {
      low: edge(0, 1),
      high: edge(size, -1),
      asLow: (100 * sum(weights.slice(0, Math.floor((count * size) / total) + 1))) / whole,
      held: (100 * sum(weights.filter((_, each) => holds(each)))) / whole,
    };
  };

  return { random, draw, chances, wilson, told };
})();
