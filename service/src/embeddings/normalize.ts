/**
 * Scales a vector to length 1 in place, so that inner product and cosine are the same.
 *
 * @throws RangeError for a vector without direction: all zero, or not all finite
 */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length) || length === 0) throw new RangeError('the vector has no direction');
  return vector.map((value) => value / length);
}
