package dev.styxcache.cli.batch;

import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.json.JsonDocuments.Document;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonShapeException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A request of a batch, as it was read.
 *
 * @param id its name within the batch
 * @param line where it begins in the file, from 1
 * @param document its JSON without the id, references included
 * @param takes the outputs of other requests that it takes
 */
record BatchRequest(String id, int line, Map<String, Object> document, Set<OutputReference> takes) {

  private static final String ID = "id";

  /**
   * Reads the id and the references of a document.
   *
   * @param reader names the place in messages
   * @param document the document
   * @param number the number of the request, from 1, which is the id of one without
   * @throws UsageException if it is no object, or its id is no text
   */
  static BatchRequest of(RequestReader reader, Document document, long number) {
    try {
      JsonObject object = JsonObject.root("the request", document.value());
      String id = object.optionalText(ID).orElseGet(() -> String.valueOf(number));
      Map<String, Object> members = new LinkedHashMap<>(object.members());
      members.remove(ID);
      Set<OutputReference> takes = new LinkedHashSet<>();
      OutputReference.replaceIn(
          members,
          reference -> {
            takes.add(reference);
            return "";
          });
      return new BatchRequest(id, document.line(), members, Collections.unmodifiableSet(takes));
    } catch (JsonShapeException e) {
      throw new UsageException(reader.at(document.line()) + e.getMessage(), e);
    }
  }
}
