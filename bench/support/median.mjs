export function median(numbers) {
  return quantile(numbers, 0.5);
}

/** Median and quartiles. */
export function spread(numbers) {
  return { median: median(numbers), q1: quantile(numbers, 0.25), q3: quantile(numbers, 0.75) };
}

/** Between two numbers it is interpolated. */
function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}
