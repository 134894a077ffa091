package dev.styxcache.testing;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A remote store in memory, of which any part can be made to fail. All that were opened on one
 * {@link Place} are of one place, as machines are of one bucket.
 */
public final class MemoryRemote implements RemoteStore {

  /** A step at which a fault can be put in. */
  public enum Step {
    /** An entry is looked for. */
    FIND,
    /** A content is fetched. */
    FETCH,
    /** A content is sent. */
    SEND,
    /** A description is written, which makes an entry. */
    DESCRIBE,
    /** Something is taken away. */
    DISCARD
  }

  /** Decides at each step whether it fails. Called by many threads. */
  @FunctionalInterface
  public interface Faults {
    /** The fault, or nothing where the step is to succeed. */
    Optional<Fault> at(Step step, CacheKey key);

    /** None at all. */
    static Faults none() {
      return (step, key) -> Optional.empty();
    }

    /** The same one at every step. */
    static Faults always(Fault.Reach reach, String message) {
      return (step, key) -> Optional.of(new Fault(reach, message));
    }

    /** The same one at one kind of step. */
    static Faults at(Step where, Fault.Reach reach, String message) {
      return (step, key) ->
          step == where ? Optional.of(new Fault(reach, message)) : Optional.empty();
    }
  }

  /** What several machines share. */
  public static final class Place {
    /** What it has, by key; a description without an entry cannot be read. */
    private final Map<CacheKey, Description> descriptions = new HashMap<>();

    private final Map<ContentHash, byte[]> contents = new ConcurrentHashMap<>();

    /** How many requests of each kind it was asked. */
    private final Map<Step, AtomicInteger> requests = new ConcurrentHashMap<>();

    private int version;

    /** An empty one. */
    public Place() {}

    /** How often a step was tried. */
    public int requests(Step step) {
      return requests.computeIfAbsent(step, key -> new AtomicInteger()).get();
    }

    /** The entries that are there and can be read. */
    public synchronized Map<CacheKey, SharedEntry> entries() {
      Map<CacheKey, SharedEntry> entries = new HashMap<>();
      descriptions.forEach(
          (key, description) -> description.entry().ifPresent(entry -> entries.put(key, entry)));
      return entries;
    }

    /** Every content has another first byte; an empty one has a byte. */
    public void changeContents() {
      contents.replaceAll(
          (hash, content) -> {
            byte[] changed = content.length == 0 ? new byte[1] : content.clone();
            changed[0] ^= 1;
            return changed;
          });
    }

    /** Every content is gone. */
    public void loseContents() {
      contents.clear();
    }

    /** No description can be read any more. */
    public synchronized void garbleDescriptions() {
      descriptions.replaceAll((key, old) -> new Description(Optional.empty(), ++version));
    }

    /** Puts any entry there, well-formed or not, with no contents. */
    public synchronized void put(SharedEntry entry) {
      descriptions.put(entry.key(), new Description(Optional.of(entry), ++version));
    }

    private synchronized Optional<Description> get(CacheKey key) {
      return Optional.ofNullable(descriptions.get(key));
    }

    /** Whether it could be put there; only where the version is still the one that was seen. */
    private synchronized boolean put(SharedEntry entry, int seen) {
      int now = get(entry.key()).map(Description::version).orElse(0);
      if (now != seen) {
        return false;
      }
      put(entry);
      return true;
    }

    private synchronized void remove(CacheKey key, int seen) {
      if (get(key).filter(now -> now.version() == seen).isPresent()) {
        descriptions.remove(key);
      }
    }
  }

  private record Description(Optional<SharedEntry> entry, int version) {}

  private final Place place;
  private final Supplier<Faults> faults;

  /** A machine's access to a place. */
  public MemoryRemote(Place place) {
    this(place, Faults::none);
  }

  /** A machine's access to a place, with what may fail just now. */
  public MemoryRemote(Place place, Supplier<Faults> faults) {
    this.place = place;
    this.faults = faults;
  }

  private Optional<Fault> fault(Step step, CacheKey key) {
    place.requests.computeIfAbsent(step, first -> new AtomicInteger()).incrementAndGet();
    return faults.get().at(step, key);
  }

  @Override
  public Lookup<RemoteEntry> find(CacheKey key) {
    Optional<Fault> fault = fault(Step.FIND, key);
    return fault.isPresent() ? new Lookup.Unavailable<>(fault.get()) : now(key);
  }

  private Lookup<RemoteEntry> now(CacheKey key) {
    Optional<Description> description = place.get(key);
    if (description.isEmpty()) {
      return new Lookup.Missing<>();
    }
    int version = description.get().version();
    return description
        .get()
        .entry()
        .<Lookup<RemoteEntry>>map(entry -> new Lookup.Found<>(new Found(entry, version)))
        .orElseGet(() -> new Lookup.Corrupt<>("the description of " + key + " is none"));
  }

  @Override
  public RemotePush create(EntryExport export, ByteProgress progress) {
    return push(export, 0, progress);
  }

  private RemotePush push(EntryExport export, int seen, ByteProgress progress) {
    CacheKey key = export.entry().key();
    Optional<Description> before = place.get(key);
    if (before.map(Description::version).orElse(0) != seen) {
      return new RemotePush.Taken(now(key));
    }
    try {
      long sent = sendAll(export, progress);
      Optional<Fault> fault = fault(Step.DESCRIBE, key);
      if (fault.isPresent()) {
        return new RemotePush.Failed(fault.get());
      }
      return place.put(export.entry(), seen)
          ? new RemotePush.Stored(sent)
          : new RemotePush.Taken(now(key));
    } catch (NoSuchFileException e) {
      return new RemotePush.Gone();
    } catch (IOException e) {
      throw new CacheUnavailableException("the entry cannot be read", e);
    } catch (Faulty e) {
      return new RemotePush.Failed(e.fault);
    } finally {
      progress.finished();
    }
  }

  /** Leaves a step; no outcome by itself. */
  private static final class Faulty extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    Faulty(Fault fault) {
      super(fault.message());
      this.fault = fault;
    }
  }

  private long sendAll(EntryExport export, ByteProgress progress) throws IOException, Faulty {
    long sent = 0;
    for (TreeRecord.File file : export.entry().files()) {
      if (!place.contents.containsKey(file.hash())) {
        progress.due(file.size());
        Optional<Fault> fault = fault(Step.SEND, export.entry().key());
        if (fault.isPresent()) {
          throw new Faulty(fault.get());
        }
        place.contents.put(file.hash(), Files.readAllBytes(export.content(file)));
        progress.done(file.size());
        sent += file.size();
      }
    }
    return sent;
  }

  private Optional<Fault> discard(CacheKey key, int seen, List<ContentHash> wrong) {
    Optional<Fault> fault = fault(Step.DISCARD, key);
    if (fault.isEmpty()) {
      place.remove(key, seen);
      wrong.forEach(place.contents::remove);
    }
    return fault;
  }

  @Override
  public Optional<Fault> discard(CacheKey key) {
    return place
        .get(key)
        .filter(description -> description.entry().isEmpty())
        .flatMap(description -> discard(key, description.version(), List.of()));
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  private final class Found implements RemoteEntry {

    private final SharedEntry entry;
    private final int version;

    private Found(SharedEntry entry, int version) {
      this.entry = entry;
      this.version = version;
    }

    @Override
    public SharedEntry entry() {
      return entry;
    }

    @Override
    public RemoteFetch fetch(EntryImport target, ByteProgress progress) {
      progress.due(entry.bytes());
      try {
        for (IncomingContent incoming : target.contents()) {
          Optional<Fault> fault = fault(Step.FETCH, entry.key());
          if (fault.isPresent()) {
            return new RemoteFetch.Failed(fault.get());
          }
          byte[] content = place.contents.get(incoming.file().hash());
          if (content != null) {
            incoming.write(
                0, incoming.file().size(), new ByteArrayInputStream(content), progress::done);
          }
        }
        List<ContentHash> wrong =
            target.contents().stream()
                .filter(content -> !content.isSound())
                .map(content -> content.file().hash())
                .toList();
        return wrong.isEmpty()
            ? new RemoteFetch.Fetched()
            : new RemoteFetch.Corrupt(
                wrong.size() + " of its contents are wrong",
                () -> MemoryRemote.this.discard(entry.key(), version, wrong));
      } catch (IOException e) {
        throw new CacheUnavailableException("the entry cannot be written", e);
      } finally {
        progress.finished();
      }
    }

    @Override
    public RemotePush replace(EntryExport export, ByteProgress progress) {
      return push(export, version, progress);
    }

    @Override
    public Optional<Fault> discard() {
      return MemoryRemote.this.discard(entry.key(), version, List.of());
    }
  }
}
