const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Base32 of RFC 4648 in lower case without padding; every 5 bytes become 8 characters, a rest is filled with zero bits. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    // Bits above 32 are those of characters already written, and drop out.
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((pending >>> bits) & 31);
    }
  }
  return bits === 0 ? text : text + alphabet.charAt((pending << (5 - bits)) & 31);
}
