package dev.styxcache.blake3;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The test that native code must pass before it is used. Inputs and digests are some of those that
 * the authors of BLAKE3 publish in {@code test_vectors.json}.
 */
final class NativeSelfTest {

  private static final int[] LENGTHS = {
    0, 1, 64, 65, 1023, 1024, 1025, 2049, 3072, 5121, 8193, 16384, 31744, 102400
  };

  private static final String[] DIGESTS = {
    "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
    "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213",
    "4eed7141ea4a5cd4b788606bd23f46e212af9cacebacdc7d1f4c6dc7f2511b98",
    "de1e5fa0be70df6d2be8fffd0e99ceaa8eb6e8c93a63f2d8d1c30ecb6b263dee",
    "10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11",
    "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7",
    "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444",
    "5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030",
    "b98cb0ff3623be03326b373de6b9095218513e64f1ee2edd2525c7ad1e5cffd2",
    "628bd2cb2004694adaab7bbd778a25df25c47b9d4155a55f8fbd79f2fe154cff",
    "bab6c09cb8ce8cf459261398d2e7aef35700bf488116ceb94a36d0f5f1b7bc3b",
    "f875d6646de28985646f34ee13be9a576fd515f76b5b0a26bb324735041ddde4",
    "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47",
    "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085"
  };

  /** Bytes of the input repeat after so many. */
  private static final int PERIOD = 251;

  private NativeSelfTest() {}

  /** Whether an instruction set gives the right digests, one by one and in a batch. */
  static boolean passes(int set) {
    NativeKernel kernel = new NativeKernel(set);
    byte[] input = input(LENGTHS[LENGTHS.length - 1]);
    byte[] digest = new byte[Kernel.DIGEST_BYTES];
    byte[] expected = new byte[LENGTHS.length * Kernel.DIGEST_BYTES];
    for (int i = 0; i < LENGTHS.length; i++) {
      byte[] right = HexFormat.of().parseHex(DIGESTS[i]);
      kernel.hash(ByteBuffer.wrap(input, 0, LENGTHS[i]), digest, 0);
      if (!Arrays.equals(digest, right)) {
        return false;
      }
      System.arraycopy(right, 0, expected, i * Kernel.DIGEST_BYTES, Kernel.DIGEST_BYTES);
    }
    byte[] digests = new byte[expected.length];
    ByteBuffer direct = ByteBuffer.allocateDirect(input.length).put(input);
    kernel.batch(direct, new int[LENGTHS.length], LENGTHS, LENGTHS.length, digests);
    return Arrays.equals(digests, expected);
  }

  /** The bytes 0, 1, … 250, 0, 1, …; copied, as that is fast in a JVM that just started. */
  private static byte[] input(int length) {
    byte[] input = new byte[length];
    for (int i = 0; i < PERIOD; i++) {
      input[i] = (byte) i;
    }
    for (int done = PERIOD; done < length; done *= 2) {
      System.arraycopy(input, 0, input, done, Math.min(done, length - done));
    }
    return input;
  }
}
