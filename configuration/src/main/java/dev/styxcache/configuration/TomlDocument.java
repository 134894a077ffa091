package dev.styxcache.configuration;

import dev.styxcache.application.api.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.toml.TomlReadFeature;

/**
 * A TOML file. The parser alone is used, without Jackson's data binding, which would take longer to
 * load than a hit takes as a whole.
 *
 * @param root the values: maps, lists, texts, numbers, truth values, dates and times
 * @param positions in which line each of them stands
 */
record TomlDocument(Map<String, Object> root, TomlPositions positions) {

  /** Maximum size of a file, in bytes; ends the reading of an endless device. */
  private static final int LARGEST_BYTES = 16 << 20;

  static TomlDocument read(Path file) {
    String text = text(file);
    try (JsonParser parser =
        TomlFactory.builder()
            .enable(TomlReadFeature.PARSE_JAVA_TIME)
            .build()
            .createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return new TomlDocument(table(parser), new TomlPositions(text));
    } catch (JacksonException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new InvalidConfigurationException(
          file + line + ": not TOML: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(Path file) {
    byte[] bytes;
    try (InputStream input = Files.newInputStream(file)) {
      bytes = input.readNBytes(LARGEST_BYTES + 1);
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          "the configuration file " + file + " cannot be read: " + reason(e), e);
    }
    if (bytes.length > LARGEST_BYTES) {
      throw new InvalidConfigurationException(
          "the configuration file " + file + " is larger than 16 MiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidConfigurationException(
          "the configuration file " + file + " is not UTF-8", e);
    }
  }

  /** The JDK often gives only the file's name. */
  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    return String.valueOf(failure.getMessage());
  }

  private static Map<String, Object> table(JsonParser parser) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> table(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> parser.getEmbeddedObject();
    };
  }

  private static List<Object> list(JsonParser parser) {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }
}
