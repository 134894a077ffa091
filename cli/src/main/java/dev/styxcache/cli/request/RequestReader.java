package dev.styxcache.cli.request;

import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.json.JsonDocuments;
import dev.styxcache.json.JsonShapeException;
import dev.styxcache.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads requests one by one from a file or from standard input. */
public final class RequestReader implements AutoCloseable {

  /** The name of standard input. */
  private static final String STANDARD_INPUT = "-";

  private final String source;
  private final InputStream input;
  private final JsonDocuments documents;
  private final RequestBinder binder;

  private RequestReader(String source, InputStream input, RequestBinder binder) {
    this.source = source;
    this.input = input;
    this.documents = new JsonDocuments(input);
    this.binder = binder;
  }

  /**
   * Opens a file of requests.
   *
   * @param file its path, or {@code -} for standard input
   * @param workingDirectory the directory that relative paths start from
   * @param standardInput the standard input
   * @return the reader
   * @throws CommandFailedException if it cannot be opened
   */
  public static RequestReader open(String file, Path workingDirectory, InputStream standardInput) {
    RequestBinder binder = new RequestBinder(workingDirectory);
    if (file.equals(STANDARD_INPUT)) {
      return new RequestReader("standard input", standardInput, binder);
    }
    try {
      Path path = workingDirectory.resolve(file);
      if (Files.isDirectory(path)) {
        throw new CommandFailedException(
            "the request " + file + " is a directory; name a file of JSON");
      }
      return new RequestReader(file, Files.newInputStream(path), binder);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the request " + file + " cannot be read: " + IoReasons.of(e), e);
    } catch (InvalidPathException e) {
      throw new UsageException("the request " + file + " is not a path: " + e.getReason(), e);
    }
  }

  /**
   * Reads the next request.
   *
   * @return the call; empty at the end of the file
   * @throws UsageException if the request is malformed; the message has the file and the line
   */
  public Optional<ToolCall> next() {
    return nextDocument().map(document -> bind(document.line(), document.value()));
  }

  /**
   * Reads the next document, whatever it is.
   *
   * @return the document; empty at the end of the file
   * @throws UsageException if it is not JSON; the message has the file and the line
   */
  public Optional<JsonDocuments.Document> nextDocument() {
    try {
      return documents.next();
    } catch (MalformedJsonException e) {
      throw new UsageException(at(e.line()) + "not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Converts a document.
   *
   * @param line where it begins
   * @param document the JSON value
   * @return the call
   * @throws UsageException if it is not a request; the message has the file and the line
   */
  public ToolCall bind(int line, @Nullable Object document) {
    try {
      return binder.bind(document);
    } catch (JsonShapeException e) {
      throw new UsageException(at(line) + e.getMessage(), e);
    }
  }

  /**
   * The name of the source, for messages.
   *
   * @return the path as the user wrote it, or {@code standard input}
   */
  public String source() {
    return source;
  }

  @Override
  public void close() {
    documents.close();
    try {
      input.close();
    } catch (IOException e) {
      throw new CommandFailedException(
          "the request " + source + " cannot be closed: " + IoReasons.of(e), e);
    }
  }

  /**
   * Begins a message about a document.
   *
   * @param line where it begins
   * @return the source and the line, and a colon
   */
  public String at(int line) {
    return "the request " + source + ", line " + line + ": ";
  }
}
