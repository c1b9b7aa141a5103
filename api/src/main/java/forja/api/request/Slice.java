package forja.api.request;

/** A part of an array of bytes, not copied. */
record Slice(byte[] bytes, int from, int length) {

  static Slice whole(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  boolean isBlank() {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
