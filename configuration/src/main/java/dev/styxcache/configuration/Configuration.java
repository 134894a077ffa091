package dev.styxcache.configuration;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.UndeclaredFiles;
import dev.styxcache.application.api.caching.CachingRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The values in effect, each with its origin. Immutable. */
public final class Configuration {

  private static final String DEFAULT = "default";

  private final Map<Setting, Configured> values;
  private final Map<String, Map<String, Object>> adapterTables;

  Configuration(Map<Setting, Configured> values, Map<String, Map<String, Object>> adapterTables) {
    this.values = new EnumMap<>(values);
    this.adapterTables = Map.copyOf(adapterTables);
  }

  /**
   * A value with its origin.
   *
   * @param setting the setting
   * @return its value; empty if it has neither a value nor a default
   */
  public Optional<Configured> find(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /**
   * A text.
   *
   * @param setting a setting that has a default
   * @return its value
   */
  public String text(Setting setting) {
    return (String) require(setting).value();
  }

  /**
   * A directory.
   *
   * @param setting a setting that has a default
   * @return its value, absolute
   */
  public Path directory(Setting setting) {
    return Path.of(text(setting));
  }

  /**
   * A truth value.
   *
   * @param setting a setting that has a default
   * @return its value
   */
  public boolean flag(Setting setting) {
    return (Boolean) require(setting).value();
  }

  /**
   * A text that need not be set.
   *
   * @param setting the setting
   * @return its value; empty if it has neither a value nor a default
   */
  public Optional<String> findText(Setting setting) {
    return find(setting).map(configured -> (String) configured.value());
  }

  /**
   * A duration.
   *
   * @param setting a setting that has a default
   * @return its value
   */
  public Duration duration(Setting setting) {
    return Duration.ofSeconds((Long) require(setting).value());
  }

  /**
   * A list of texts.
   *
   * @param setting a setting that has a default
   * @return its value
   */
  public List<String> texts(Setting setting) {
    return ((List<?>) require(setting).value()).stream().map(String.class::cast).toList();
  }

  /**
   * Texts by name.
   *
   * @param setting a setting that has a default
   * @return its value
   */
  public Map<String, String> textMap(Setting setting) {
    return ((Map<?, ?>) require(setting).value())
        .entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    member -> (String) member.getKey(), member -> (String) member.getValue()));
  }

  /**
   * The source of a value.
   *
   * @param setting a setting that has a default
   * @return the origin, for people
   */
  public String origin(Setting setting) {
    return require(setting).origin();
  }

  /**
   * The settings of one type of store, from its table.
   *
   * @param type the type
   * @return the settings by name
   */
  public Map<String, Object> storeOptions(String type) {
    Map<String, Object> options =
        new LinkedHashMap<>(adapterTables.getOrDefault("store." + type, Map.of()));
    values.forEach(
        (setting, configured) -> {
          if (setting.section().equals("store." + type)) {
            options.put(setting.key(), configured.value());
          }
        });
    return options;
  }

  /**
   * The options of one kind of runner: those of the section {@code runner} that it takes, and its
   * own table, which wins.
   *
   * @param type the kind
   * @param general the keys of the section that it takes
   * @return the options by name
   */
  public Map<String, Object> runnerOptions(String type, Set<String> general) {
    Map<String, Object> options = new LinkedHashMap<>();
    values.forEach(
        (setting, configured) -> {
          if (setting.section().equals("runner") && general.contains(setting.key())) {
            options.put(setting.key(), configured.value());
          }
        });
    options.putAll(adapterTables.getOrDefault("runner." + type, Map.of()));
    return options;
  }

  /**
   * The options of adapters that have a table of their own.
   *
   * @return the tables by their full names, such as {@code store.shelf}
   */
  public Map<String, Map<String, Object>> adapterTables() {
    return adapterTables;
  }

  /**
   * What counts as the same run, and how strict the cache is.
   *
   * @return the policy
   */
  public CachePolicy policy() {
    return CachePolicy.builder()
        .mode(mode())
        .envAllowlist(Set.copyOf(texts(Setting.POLICY_ENV_ALLOWLIST)))
        .extra(textMap(Setting.POLICY_EXTRA))
        .bypassTools(Set.copyOf(texts(Setting.POLICY_BYPASS_TOOLS)))
        .inputNames(flag(Setting.POLICY_INPUT_NAMES))
        .failures(failures())
        .undeclared(undeclared())
        .unkeyedArguments(Set.copyOf(texts(Setting.POLICY_UNKEYED_ARGS)))
        .build();
  }

  /** Of wrappers and requests: their keys have no inputs but those that they declare. */
  private UndeclaredFiles undeclared() {
    return text(Setting.POLICY_UNDECLARED).equals("fail")
        ? UndeclaredFiles.FAIL
        : UndeclaredFiles.WARN;
  }

  private CacheMode mode() {
    return switch (text(Setting.CACHE_MODE)) {
      case "read-write" -> CacheMode.READ_WRITE;
      case "read-only" -> CacheMode.READ_ONLY;
      case "refresh" -> CacheMode.REFRESH;
      case "off" -> CacheMode.OFF;
      default -> throw new IllegalStateException("an unchecked mode");
    };
  }

  /**
   * What is done when the cache itself fails.
   *
   * @return the answer
   */
  public CacheFailures failures() {
    return text(Setting.STORE_ON_ERROR).equals("fail") ? CacheFailures.FAIL : CacheFailures.WARN;
  }

  /**
   * A copy with more variables in the key.
   *
   * @param names the variables that are added to the allow-list
   * @param origin where they come from
   * @return the configuration
   */
  public Configuration withMoreVariables(List<String> names, String origin) {
    if (names.isEmpty()) {
      return this;
    }
    Configured before = require(Setting.POLICY_ENV_ALLOWLIST);
    List<String> all = new ArrayList<>(texts(Setting.POLICY_ENV_ALLOWLIST));
    names.stream().filter(name -> !all.contains(name)).forEach(all::add);
    Map<Setting, Configured> changed = new EnumMap<>(values);
    changed.put(
        Setting.POLICY_ENV_ALLOWLIST, new Configured(all, before.origin() + " and " + origin));
    return new Configuration(changed, adapterTables);
  }

  /**
   * A copy with the names of inputs in the key.
   *
   * @param inKey whether they are added to it; otherwise the setting stays as it is
   * @param origin where that comes from
   * @return the configuration
   */
  public Configuration withInputNames(boolean inKey, String origin) {
    if (!inKey) {
      return this;
    }
    Map<Setting, Configured> changed = new EnumMap<>(values);
    changed.put(Setting.POLICY_INPUT_NAMES, new Configured(true, origin));
    return new Configuration(changed, adapterTables);
  }

  private Configured require(Setting setting) {
    Configured value = values.get(setting);
    if (value == null && setting == Setting.CACHE_DIR) {
      throw new InvalidConfigurationException(
          "there is no cache directory: HOME is not set, and the user has no account here; set HOME,"
              + " or the cache directory by --cache-dir, STYXCACHE_CACHE_DIR or XDG_CACHE_HOME");
    } else if (value == null) {
      throw new IllegalStateException(setting.fullName() + " has neither a value nor a default");
    }
    return value;
  }

  /**
   * Whether a setting has its default.
   *
   * @param setting the setting
   * @return true if no source sets it
   */
  public boolean isDefault(Setting setting) {
    return require(setting).origin().equals(DEFAULT);
  }

  static Map<Setting, Configured> defaults(Places places) {
    Map<Setting, Configured> values = new EnumMap<>(Setting.class);
    Map<Setting, Object> plain =
        Map.ofEntries(
            Map.entry(Setting.CACHE_MODE, "read-write"),
            Map.entry(Setting.CACHE_SHARED, "none"),
            Map.entry(Setting.STORE_TYPE, "fs"),
            Map.entry(Setting.STORE_ON_ERROR, "warn"),
            Map.entry(Setting.HASH_IMPLEMENTATION, "auto"),
            Map.entry(Setting.HASH_MEMO, true),
            Map.entry(
                Setting.RUNNER_DATA_DIR, places.workingDirectory().resolve("styx_tmp").toString()),
            Map.entry(Setting.RUNNER_TYPE, "local"),
            Map.entry(Setting.RUNNER_IMAGE_OVERRIDES, Map.of()),
            Map.entry(Setting.RUNNER_EXTRA_ARGS, List.of()),
            Map.entry(Setting.RUNNER_PULL, "never"),
            Map.entry(Setting.RUNNER_NETWORK, "usual"),
            Map.entry(Setting.RUNNER_ENVIRON, Map.of()),
            Map.entry(Setting.RUNNER_SANDBOX, "none"),
            Map.entry(Setting.RUNNER_SOFTWARE_DIRS, List.of()),
            Map.entry(Setting.POLICY_UNDECLARED, "warn"),
            Map.entry(Setting.POLICY_IMAGE_DIGEST, "auto"),
            Map.entry(Setting.POLICY_IMAGE_LOCK, "styxcache.lock"),
            Map.entry(
                Setting.POLICY_IMAGE_DIGEST_TTL, CachingRunner.DEFAULT_IMAGES_KEPT_FOR.toSeconds()),
            Map.entry(Setting.POLICY_ENV_ALLOWLIST, List.of()),
            Map.entry(Setting.POLICY_UNKEYED_ARGS, List.of()),
            Map.entry(Setting.POLICY_BYPASS_TOOLS, List.of()),
            Map.entry(Setting.POLICY_INPUT_NAMES, false),
            Map.entry(Setting.POLICY_EXTRA, Map.of()),
            Map.entry(Setting.TOOLS_CATALOGS, List.of()));
    plain.forEach((setting, value) -> values.put(setting, new Configured(value, DEFAULT)));
    // A user without a home directory has no default for these.
    places
        .defaultCacheDirectory()
        .ifPresent(path -> values.put(Setting.CACHE_DIR, new Configured(path.toString(), DEFAULT)));
    places
        .defaultMemoDirectory()
        .ifPresent(
            path -> values.put(Setting.HASH_MEMO_DIR, new Configured(path.toString(), DEFAULT)));
    places
        .defaultCatalogIndexDirectory()
        .ifPresent(
            path -> values.put(Setting.TOOLS_INDEX_DIR, new Configured(path.toString(), DEFAULT)));
    return values;
  }
}
