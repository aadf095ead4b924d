import { deflateSync } from "node:zlib";

/** A page at the printer's own dots as a ZPL label, its bits packed by Zebra's Z64 (deflate, base64, CRC). */
export function zplPage({ bits, width, height }: { bits: Uint8Array; width: number; height: number }): string {
  const bytesPerRow = Math.ceil(width / 8);
  const packed = deflateSync(bits, { level: 9 }).toString("base64");
  const graphic = `^GFA,${bits.length},${bits.length},${bytesPerRow},:Z64:${packed}:${crc16(packed)}`;
  return `^XA^PW${width}^LL${height}^LH0,0^PON^FO0,0${graphic}^FS^PQ1,0,1,N^XZ\n`;
}

/** CRC-16-CCITT (0x1021, from 0) over the characters of the packed text, four hex digits (ZPL II Programming Guide). */
export function crc16(text: string): string {
  let crc = 0;
  for (const byte of Buffer.from(text, "latin1")) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}
