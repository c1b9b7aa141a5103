package forja.cli.command;

import forja.cli.Desk;
import forja.cli.config.Misuse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads what must not be seen: from a file, from standard input, or typed without being shown.
 * Never from an argument, which everybody on the machine can read.
 */
public final class HiddenInput {
  public static final String STANDARD_INPUT = "-";

  private final Desk desk;

  public HiddenInput(Desk desk) {
    this.desk = desk;
  }

  /** What a file holds; a single line without its end, all else byte for byte. */
  public byte[] in(String file) {
    try (var in = open(file)) {
      return withoutEndOfLine(in.readAllBytes());
    } catch (NoSuchFileException missing) {
      throw new Misuse("there is no file " + file);
    } catch (IOException unreadable) {
      throw new Misuse(file + " cannot be read: " + unreadable);
    }
  }

  private InputStream open(String file) throws IOException {
    if (!file.equals(STANDARD_INPUT)) {
      return Files.newInputStream(Path.of(file));
    }
    if (desk.keyboard().isStandardInput()) {
      throw new Misuse("standard input is a terminal: what is typed there would be shown");
    }
    return desk.in();
  }

  /** As text, which a password is. */
  public String textIn(String file) {
    return text(in(file))
        .orElseThrow(() -> new Misuse("what is in " + file + " is no text in UTF-8"));
  }

  /** Empty when nobody can be asked. */
  public Optional<String> typed(String question) {
    return desk.keyboard().hidden(question);
  }

  /** Asked for twice, since nobody sees what is typed. */
  public Optional<String> typedTwice(String question) {
    var first = typed(question + ": ");
    var second = first.isEmpty() ? first : typed("The same again: ");
    if (!first.equals(second)) {
      throw new Misuse("what was typed is not twice the same; nothing was done");
    }
    return first;
  }

  /** Empty when it is none. */
  public static Optional<String> text(byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static byte[] withoutEndOfLine(byte[] bytes) {
    var end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      end = end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    }
    var line = Arrays.copyOf(bytes, end);
    return hasLines(line) ? bytes : line;
  }

  private static boolean hasLines(byte[] bytes) {
    for (var each : bytes) {
      if (each == '\n') {
        return true;
      }
    }
    return false;
  }
}
