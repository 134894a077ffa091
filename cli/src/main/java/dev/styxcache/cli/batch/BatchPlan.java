package dev.styxcache.cli.batch;

import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.domain.text.NearestName;
import dev.styxcache.json.JsonDocuments.Document;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a file of requests before any of them runs: that each is well formed, which
 * outputs are taken by others, and that no request waits for itself. Keeps ids and references, not
 * the requests, so that a file of any length can be checked.
 */
final class BatchPlan {

  /** Maximum number of mistakes in one message. */
  private static final int SHOWN = 20;

  /** Stands for a path that is not known yet. */
  private static final String UNKNOWN_PATH = "/unknown";

  private final RequestReader reader;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  private BatchPlan(RequestReader reader) {
    this.reader = reader;
  }

  private record Node(int line, List<String> outputs, List<OutputReference> takes) {}

  /**
   * Reads and checks all requests.
   *
   * @param reader the file, from its start to its end
   * @throws UsageException if anything is wrong; it names each mistake
   */
  static BatchPlan check(RequestReader reader) {
    BatchPlan plan = new BatchPlan(reader);
    plan.readAll();
    plan.requireReferences();
    plan.requireNoCycle();
    if (!plan.mistakes.isEmpty()) {
      throw new UsageException(plan.message());
    }
    return plan;
  }

  /** Number of requests. */
  int size() {
    return nodes.size();
  }

  /** Whether another request takes an output of this one. */
  boolean isTaken(String id) {
    return taken.contains(id);
  }

  private void readAll() {
    long number = 0;
    Optional<Document> document = reader.nextDocument();
    while (document.isPresent()) {
      try {
        add(BatchRequest.of(reader, document.get(), ++number));
      } catch (UsageException e) {
        mistakes.add(e.getMessage());
      }
      document = reader.nextDocument();
    }
  }

  private void add(BatchRequest request) {
    ToolCall call =
        reader.bind(
            request.line(),
            OutputReference.replaceIn(request.document(), reference -> UNKNOWN_PATH));
    if (call.command().isEmpty()) {
      mistakes.add(reader.at(request.line()) + "there is no \"command\", so nothing to run");
    }
    Node node =
        new Node(
            request.line(),
            call.outputs().stream().map(CallOutput::name).toList(),
            List.copyOf(request.takes()));
    Node other = nodes.putIfAbsent(request.id(), node);
    if (other != null) {
      mistakes.add(
          reader.at(request.line())
              + "the id \""
              + request.id()
              + "\" is that of the request in line "
              + other.line()
              + " too; each needs its own");
    }
  }

  private void requireReferences() {
    nodes
        .values()
        .forEach(node -> node.takes().forEach(reference -> requireReference(node, reference)));
  }

  private void requireReference(Node node, OutputReference reference) {
    Node maker = nodes.get(reference.id());
    taken.add(reference.id());
    if (maker == null) {
      mistakes.add(
          reader.at(node.line())
              + "there is no request \""
              + reference.id()
              + "\""
              + nearest(reference.id(), nodes.keySet()));
    } else if (!maker.outputs().contains(reference.name())) {
      mistakes.add(
          reader.at(node.line())
              + "request \""
              + reference.id()
              + "\" declares no output \""
              + reference.name()
              + "\""
              + nearest(reference.name(), maker.outputs()));
    }
  }

  private static String nearest(String name, Collection<String> known) {
    return NearestName.of(name, known).map(near -> "; the nearest is \"" + near + "\"").orElse("");
  }

  /** Removes requests that wait for none, again and again. What is left waits for itself. */
  private void requireNoCycle() {
    Map<String, Integer> waitsFor = new HashMap<>();
    Map<String, List<String>> waiting = new HashMap<>();
    Deque<String> ready = new ArrayDeque<>();
    nodes.forEach(
        (id, node) -> {
          Set<String> makers = new HashSet<>();
          node.takes().forEach(reference -> makers.add(reference.id()));
          makers.forEach(
              maker -> waiting.computeIfAbsent(maker, name -> new ArrayList<>()).add(id));
          waitsFor.put(id, makers.size());
          if (makers.isEmpty()) {
            ready.add(id);
          }
        });
    while (!ready.isEmpty()) {
      String done = ready.remove();
      waitsFor.remove(done);
      for (String id : waiting.getOrDefault(done, List.of())) {
        if (waitsFor.merge(id, -1, Integer::sum) == 0) {
          ready.add(id);
        }
      }
    }
    // Those that wait for an unknown request have been named already.
    List<String> circle = nodes.keySet().stream().filter(waitsFor::containsKey).toList();
    if (!circle.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(
          reader.source()
              + ": these requests wait for each other's outputs: "
              + String.join(", ", circle.subList(0, Math.min(SHOWN, circle.size())))
              + (circle.size() > SHOWN ? ", …" : ""));
    }
  }

  private String message() {
    String shown = String.join("\n", mistakes.subList(0, Math.min(SHOWN, mistakes.size())));
    return mistakes.size() > SHOWN
        ? shown + "\nand " + (mistakes.size() - SHOWN) + " more mistakes"
        : shown;
  }
}
