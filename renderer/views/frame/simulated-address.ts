/** The address of the simulated module with these faults, by name and value; `sim:?fault=NAME&fault=NAME:VALUE`. */
export function simulatedAddress(faults: Readonly<Record<string, string>>): string {
  const chosen = Object.entries(faults).map(([name, value]) => {
    const given = value.trim() === '' ? '' : `:${value.trim()}`;
    return `fault=${encodeURIComponent(`${name}${given}`).replaceAll('%3A', ':')}`;
  });
  return chosen.length === 0 ? 'sim:' : `sim:?${chosen.join('&')}`;
}
