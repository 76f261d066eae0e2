/** A small mark that looks the same for the same address, so that one recognises it. */

function numbers(address: string): number[] {
  const found: number[] = [];
  for (let at = 2; at + 2 <= address.length; at += 2)
    found.push(parseInt(address.slice(at, at + 2), 16) || 0);
  return found;
}

export function Glyph({ of }: { of: string }) {
  const bytes = numbers(of.toLowerCase());
  const hue = (((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) * 360) / 65_536;
  const other = (hue + 60 + (bytes[2] ?? 0) / 2) % 360;
  const cells: [number, number][] = [];
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 2; x++) {
      if (((bytes[3 + y * 2 + x] ?? 0) & 1) === 1) cells.push([x, y], [3 - x, y]);
    }
  }
  return (
    <svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <rect width="16" height="16" rx="4" fill={`hsl(${hue} 45% 55%)`} />
      {cells.map(([x, y]) => (
        <rect x={2 + x * 3} y={2 + y * 3} width="3" height="3" fill={`hsl(${other} 60% 90%)`} />
      ))}
    </svg>
  );
}
