package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import java.util.Map;
import java.util.Set;

/**
 * What is part of the key, how the cache is used, and how strict it is. Immutable.
 *
 * @param mode how the cache is used
 * @param envAllowlist environment variables that are part of the key, with the values that {@link
 *     Runner#environment} has
 * @param extra additional fields that are part of the key
 * @param bypassTools tools that are never cached, as {@code package/name} or {@code package/id}
 * @param inputNames whether the names of input files are part of the key, for tools that read
 *     meaning from them; if not, equal content under another name is a hit
 * @param outputs when an entry that lacks a required output may be served. With {@link
 *     HitPolicy#PRESENT_ONLY} a run that does not make a required output fails, and nothing is
 *     stored
 * @param failures what to do when the cache itself fails
 * @param undeclared what to do about a file that the command names and that is no declared input
 * @param unkeyedArguments arguments of a container engine that cannot change a result and are not
 *     part of the key: whole arguments, or the names of options for those of the form {@code
 *     --name=value}
 */
public record CachePolicy(
    CacheMode mode,
    Set<String> envAllowlist,
    Map<String, String> extra,
    Set<String> bypassTools,
    boolean inputNames,
    HitPolicy outputs,
    CacheFailures failures,
    UndeclaredFiles undeclared,
    Set<String> unkeyedArguments) {

  /** Copies the collections. */
  public CachePolicy {
    envAllowlist = Set.copyOf(envAllowlist);
    extra = Map.copyOf(extra);
    bypassTools = Set.copyOf(bypassTools);
    unkeyedArguments = Set.copyOf(unkeyedArguments);
  }

  /**
   * Whether a tool is never cached. Some wrappers name their tool by a sentence, so that its id is
   * what people know it by.
   *
   * @param tool the tool
   * @return whether the policy lists it by its name or its id
   */
  public boolean bypasses(Metadata tool) {
    return !bypassTools.isEmpty()
        && (bypassTools.contains(tool.qualifiedName())
            || bypassTools.contains(tool.packageName() + "/" + tool.id()));
  }

  /**
   * The policy of Python's {@code styxcache}: entries are served and stored, the key has no
   * environment variables and no additional fields, every tool is cached, and no failure of the
   * cache stops a run.
   *
   * @return the policy
   */
  public static CachePolicy defaults() {
    return builder().build();
  }

  /**
   * Starts from the {@linkplain #defaults defaults}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from this policy.
   *
   * @return a builder with the values of this policy
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.mode = mode;
    builder.envAllowlist = envAllowlist;
    builder.extra = extra;
    builder.bypassTools = bypassTools;
    builder.inputNames = inputNames;
    builder.outputs = outputs;
    builder.failures = failures;
    builder.undeclared = undeclared;
    builder.unkeyedArguments = unkeyedArguments;
    return builder;
  }

  /** Builds a policy. Not thread-safe. */
  public static final class Builder {

    private CacheMode mode = CacheMode.READ_WRITE;
    private Set<String> envAllowlist = Set.of();
    private Map<String, String> extra = Map.of();
    private Set<String> bypassTools = Set.of();
    private boolean inputNames;
    private HitPolicy outputs = HitPolicy.ABSENT_IS_KNOWN;
    private CacheFailures failures = CacheFailures.WARN;
    private UndeclaredFiles undeclared = UndeclaredFiles.WARN;
    private Set<String> unkeyedArguments = Set.of();

    private Builder() {}

    /**
     * Sets how the cache is used.
     *
     * @param value the mode; {@link CacheMode#READ_WRITE} by default
     * @return this builder
     */
    public Builder mode(CacheMode value) {
      mode = value;
      return this;
    }

    /**
     * Sets the environment variables that are part of the key.
     *
     * @param names their names; none by default
     * @return this builder
     */
    public Builder envAllowlist(Set<String> names) {
      envAllowlist = names;
      return this;
    }

    /**
     * Sets additional fields of the key.
     *
     * @param fields the fields; none by default
     * @return this builder
     */
    public Builder extra(Map<String, String> fields) {
      extra = fields;
      return this;
    }

    /**
     * Sets the tools that are never cached.
     *
     * @param tools tools as {@code package/name}; none by default
     * @return this builder
     */
    public Builder bypassTools(Set<String> tools) {
      bypassTools = tools;
      return this;
    }

    /**
     * Sets whether the names of input files are part of the key.
     *
     * @param inKey whether they are; false by default
     * @return this builder
     */
    public Builder inputNames(boolean inKey) {
      inputNames = inKey;
      return this;
    }

    /**
     * Sets when an entry that lacks a required output may be served.
     *
     * @param rule the rule; {@link HitPolicy#ABSENT_IS_KNOWN} by default
     * @return this builder
     */
    public Builder outputs(HitPolicy rule) {
      outputs = rule;
      return this;
    }

    /**
     * Sets what to do when the cache itself fails.
     *
     * @param answer what to do; {@link CacheFailures#WARN} by default
     * @return this builder
     */
    public Builder failures(CacheFailures answer) {
      failures = answer;
      return this;
    }

    /**
     * Sets what to do about a file that the command names and that is no declared input.
     *
     * @param answer what to do; {@link UndeclaredFiles#WARN} by default
     * @return this builder
     */
    public Builder undeclared(UndeclaredFiles answer) {
      undeclared = answer;
      return this;
    }

    /**
     * Sets the arguments of a container engine that are not part of the key. All others are.
     *
     * @param arguments whole arguments, or names of options; none by default
     * @return this builder
     */
    public Builder unkeyedArguments(Set<String> arguments) {
      unkeyedArguments = arguments;
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy
     */
    public CachePolicy build() {
      return new CachePolicy(
          mode,
          envAllowlist,
          extra,
          bypassTools,
          inputNames,
          outputs,
          failures,
          undeclared,
          unkeyedArguments);
    }
  }

  /**
   * This policy in another mode.
   *
   * @param value the mode
   * @return the policy
   */
  public CachePolicy withMode(CacheMode value) {
    return toBuilder().mode(value).build();
  }

  /**
   * This policy with other environment variables in the key.
   *
   * @param names the variables
   * @return the policy
   */
  public CachePolicy withEnvAllowlist(Set<String> names) {
    return toBuilder().envAllowlist(names).build();
  }

  /**
   * This policy with other additional fields in the key.
   *
   * @param fields the fields
   * @return the policy
   */
  public CachePolicy withExtra(Map<String, String> fields) {
    return toBuilder().extra(fields).build();
  }

  /**
   * This policy with other tools that are never cached.
   *
   * @param tools tools as {@code package/name}
   * @return the policy
   */
  public CachePolicy withBypassTools(Set<String> tools) {
    return toBuilder().bypassTools(tools).build();
  }

  /**
   * This policy with or without the names of input files in the key.
   *
   * @param inKey whether they are part of it
   * @return the policy
   */
  public CachePolicy withInputNames(boolean inKey) {
    return toBuilder().inputNames(inKey).build();
  }

  /**
   * This policy with another rule for missing outputs.
   *
   * @param rule the rule
   * @return the policy
   */
  public CachePolicy withOutputs(HitPolicy rule) {
    return toBuilder().outputs(rule).build();
  }

  /**
   * This policy with another reaction to failures of the cache.
   *
   * @param answer what to do
   * @return the policy
   */
  public CachePolicy withFailures(CacheFailures answer) {
    return toBuilder().failures(answer).build();
  }
}
