/** Maps in order, with at most `width` calls under way. After a failure no further call begins. */
export async function mapLimited<T, R>(
  items: readonly T[],
  width: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const failed = { is: false };
  const work = async () => {
    for (const [index, item] of waiting) {
      if (failed.is) return;
      try {
        results[index] = await map(item);
      } catch (error) {
        failed.is = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results;
}
