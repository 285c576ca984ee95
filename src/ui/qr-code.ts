/**
 * QR code (ISO/IEC 18004), as little of it as a page needs: bytes, error correction level L, versions 1 to 20. Made here
 * because a one-time secret must not be drawn by somebody else's service.
 */

const correctionPerBlock = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const blockCounts = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

/** Modules that carry data or correction, in bits. */
function rawBits(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    bits -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) bits -= 36;
  }
  return bits;
}

const at = (table: readonly number[], version: number) => table[version - 1] ?? 0;
const dataBytes = (version: number) =>
  Math.floor(rawBits(version) / 8) - at(correctionPerBlock, version) * at(blockCounts, version);

/** Product in the field of 256 elements, x⁸ + x⁴ + x³ + x² + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

function generator(degree: number): number[] {
  const result = new Array<number>(degree).fill(0);
  result[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) result[j] = times(result[j] ?? 0, root) ^ (result[j + 1] ?? 0);
    root = times(root, 2);
  }
  return result;
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const result = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (result.shift() ?? 0);
    result.push(0);
    for (const [index, coefficient] of divisor.entries())
      result[index] = (result[index] ?? 0) ^ times(coefficient, factor);
  }
  return result;
}

/** Header, bytes, terminator and padding, then cut into blocks with their correction, interleaved. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const capacity = dataBytes(version) * 8;
  put(0, Math.min(4, capacity - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data = Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );

  const count = at(blockCounts, version);
  const correction = at(correctionPerBlock, version);
  const raw = Math.floor(rawBits(version) / 8);
  const shortLength = Math.floor(raw / count) - correction;
  const shortBlocks = count - (raw % count);
  const divisor = generator(correction);
  let taken = 0;
  const blocks = Array.from({ length: count }, (_, index) => {
    const length = shortLength + (index < shortBlocks ? 0 : 1);
    const block = data.slice(taken, taken + length);
    taken += length;
    return { data: block, correction: remainder(block, divisor) };
  });
  const result: number[] = [];
  for (let i = 0; i <= shortLength; i++) {
    for (const block of blocks) {
      const byte = block.data[i];
      if (byte !== undefined) result.push(byte);
    }
  }
  for (let i = 0; i < correction; i++) for (const block of blocks) result.push(block.correction[i] ?? 0);
  return result;
}

function alignmentCentres(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((size - 13) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - (count - 2 - index) * step)];
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

/** Remainder of a Bose–Chaudhuri–Hocquenghem code, for format and version. */
function withCheck(value: number, length: number, polynomial: number): number {
  let rest = value;
  for (let i = 0; i < length; i++) rest = (rest << 1) ^ ((rest >>> (length - 1)) * polynomial);
  return (value << length) | rest;
}

type Grid = (boolean | null)[][];

/** Everything that holds no data; null where data will go. */
function frame(version: number, size: number): Grid {
  const grid: Grid = Array.from({ length: size }, () => new Array<boolean | null>(size).fill(null));
  const set = (row: number, column: number, dark: boolean) => {
    const line = grid[row];
    if (line && column >= 0 && column < size) line[column] = dark;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const) {
    for (let y = -4; y <= 4; y++) {
      for (let x = -4; x <= 4; x++) {
        const distance = Math.max(Math.abs(x), Math.abs(y));
        set(row + y, column + x, distance !== 2 && distance !== 4);
      }
    }
  }
  const centres = alignmentCentres(version, size);
  const last = centres.length - 1;
  for (const [i, row] of centres.entries()) {
    for (const [j, column] of centres.entries()) {
      // Three of the corners hold finders already.
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) continue;
      for (let y = -2; y <= 2; y++) {
        for (let x = -2; x <= 2; x++) set(row + y, column + x, Math.max(Math.abs(x), Math.abs(y)) !== 1);
      }
    }
  }
  if (version >= 7) {
    const bits = withCheck(version, 12, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const dark = ((bits >>> i) & 1) === 1;
      set(Math.floor(i / 3), size - 11 + (i % 3), dark);
      set(size - 11 + (i % 3), Math.floor(i / 3), dark);
    }
  }
  putFormat(grid, size, 0);
  return grid;
}

function putFormat(grid: Grid, size: number, mask: number): void {
  // 01 is level L.
  const bits = withCheck((1 << 3) | mask, 10, 0x537) ^ 0x5412;
  const dark = (i: number) => ((bits >>> i) & 1) === 1;
  const set = (row: number, column: number, i: number) => {
    const line = grid[row];
    if (line) line[column] = dark(i);
  };
  for (let i = 0; i < 6; i++) set(i, 8, i);
  set(7, 8, 6);
  set(8, 8, 7);
  set(8, 7, 8);
  for (let i = 9; i < 15; i++) set(8, 14 - i, i);
  for (let i = 0; i < 8; i++) set(8, size - 1 - i, i);
  for (let i = 8; i < 15; i++) set(size - 15 + i, 8, i);
  const line = grid[size - 8];
  if (line) line[8] = true;
}

/** How hard a grid is to read: the four rules of the standard. */
function penalty(grid: readonly (readonly boolean[])[]): number {
  const size = grid.length;
  const columns = Array.from({ length: size }, (_, column) => grid.map((row) => row[column] ?? false));
  let score = 0;
  for (const line of [...grid, ...columns]) {
    for (const run of line
      .map(Number)
      .join("")
      .match(/0{5,}|1{5,}/gu) ?? [])
      score += run.length - 2;
    const text = line.map(Number).join("");
    for (let i = 0; i + 11 <= size; i++) {
      const part = text.slice(i, i + 11);
      if (part === "10111010000" || part === "00001011101") score += 40;
    }
  }
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const dark = grid[row]?.[column];
      if (
        dark === grid[row]?.[column + 1] &&
        dark === grid[row + 1]?.[column] &&
        dark === grid[row + 1]?.[column + 1]
      ) {
        score += 3;
      }
    }
  }
  const share = grid.flat().filter(Boolean).length / (size * size);
  return score + Math.floor(Math.abs(share * 20 - 10)) * 10;
}

/**
 * The dark modules of a text's QR code, row by row, without the quiet zone (four modules wide on each side).
 *
 * @param mask 0 to 7; left out, the one that reads best.
 * @throws RangeError for more than 858 bytes.
 */
export function qrCode(text: string, mask?: number): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const header = (version: number) => (version < 10 ? 2 : 3);
  const version = blockCounts.findIndex((_, index) => bytes.length + header(index + 1) <= dataBytes(index + 1)) + 1;
  if (version === 0) throw new RangeError("too long for a QR code of version 20");
  const size = version * 4 + 17;
  const empty = frame(version, size);
  const bits = codewords(bytes, version).flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => ((byte >>> (7 - bit)) & 1) === 1),
  );
  const drawn = (maskNumber: number): boolean[][] => {
    const grid = empty.map((row) => [...row]);
    const hides = masks[maskNumber] ?? (() => false);
    let next = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) {
        for (const column of [right, right - 1]) {
          const upward = ((right + 1) & 2) === 0;
          const row = upward ? size - 1 - step : step;
          if (empty[row]?.[column] !== null) continue;
          const line = grid[row];
          if (line) line[column] = (bits[next] ?? false) !== hides(row, column);
          next += 1;
        }
      }
    }
    putFormat(grid, size, maskNumber);
    return grid.map((row) => row.map(Boolean));
  };
  if (mask !== undefined) return drawn(mask);
  const all = masks.map((_, index) => drawn(index));
  return all.reduce((best, each) => (penalty(each) < penalty(best) ? each : best));
}
