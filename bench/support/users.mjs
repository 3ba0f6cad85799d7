/** A list of so many users as LivePerson gives it, about 85 bytes each. */
export function usersOf(count) {
  return Array.from({ length: count }, (_, index) => ({
    id: 3_120_456_789 + index,
    pid: `pid-${index}`,
    deleted: false,
    loginName: `agent${index}@example.com`,
  }));
}
