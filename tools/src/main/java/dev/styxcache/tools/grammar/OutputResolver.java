package dev.styxcache.tools.grammar;

import dev.styxcache.tools.grammar.Grammar.Value;
import dev.styxcache.tools.model.Access;
import dev.styxcache.tools.model.Condition;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.ParameterTest;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.PathToken;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.model.ToolOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters that outputs refer to, and under which conditions each output is made: the
 * layers around the part that declares it, and around every parameter in its path.
 */
final class OutputResolver {

  private final Bindings bindings;
  private final Grammar.Sequence root;
  private final List<ToolOutput> outputs = new ArrayList<>();

  OutputResolver(Bindings bindings, Grammar.Sequence root) {
    this.bindings = bindings;
    this.root = root;
  }

  /** All outputs, in the order of the command line, mutable inputs last. */
  List<ToolOutput> outputs() {
    declared(root);
    mutable(root, Docs.NONE);
    return List.copyOf(outputs);
  }

  /** The streams, under names that no output has. */
  List<StreamOutput> streams(List<StreamOutput> streams) {
    Set<String> taken = new LinkedHashSet<>();
    taken.add(ToolOutput.ROOT);
    outputs.forEach(output -> taken.add(output.name()));
    List<StreamOutput> named = new ArrayList<>();
    for (StreamOutput stream : streams) {
      String name = stream.name();
      while (!taken.add(OutputNames.identifier(name))) {
        name += "_";
      }
      named.add(new StreamOutput(OutputNames.identifier(name), stream.stream(), stream.docs()));
    }
    return named;
  }

  private void declared(Grammar part) {
    for (OutputDeclaration declaration : part.label().outputs()) {
      outputs.add(resolve(declaration, part));
    }
    Simplifier.children(part).forEach(this::declared);
  }

  private ToolOutput resolve(OutputDeclaration declaration, Grammar scope) {
    Binding owner = bindings.of(scope);
    Map<String, Condition> conditions = new LinkedHashMap<>();
    if (owner != null) {
      owner.gates.forEach(gate -> conditions.putIfAbsent(gate.key(), gate.condition()));
    }
    // A path with a test is chosen among several: a parameter of it that is not given is no reason
    // for the output not to be made.
    boolean conditional = declaration.rules().stream().anyMatch(rule -> rule.test() != null);
    List<ToolOutput.PathRule> rules = new ArrayList<>();
    for (OutputDeclaration.Rule rule : declaration.rules()) {
      List<PathToken> tokens = new ArrayList<>();
      for (OutputDeclaration.Part path : rule.parts()) {
        PathToken token = token(path, scope, conditional ? new LinkedHashMap<>() : conditions);
        if (token != null) {
          tokens.add(token);
        }
      }
      rules.add(new ToolOutput.PathRule(test(rule.test(), scope), tokens));
    }
    return new ToolOutput(
        OutputNames.identifier(declaration.name()),
        List.copyOf(conditions.values()),
        rules,
        declaration.matches() ? ToolOutput.Kind.MATCHES : ToolOutput.Kind.FILE,
        declaration.optional(),
        declaration.docs());
  }

  private @Nullable PathToken token(
      OutputDeclaration.Part part, Grammar scope, Map<String, Condition> conditions) {
    if (part instanceof OutputDeclaration.Part.Literal literal) {
      return new PathToken.Literal(literal.text());
    }
    OutputDeclaration.Part.Reference reference = (OutputDeclaration.Part.Reference) part;
    Binding binding = find(reference.parameter(), scope);
    if (binding == null) {
      // The parameter is not on the command line, so it has no value.
      return null;
    }
    binding.gates.forEach(gate -> conditions.putIfAbsent(gate.key(), gate.condition()));
    Shape shape = binding.shape();
    // A list has no text in a path: the binder refuses it if it is given.
    Access source = binding.access();
    if (shape instanceof Shape.Absent) {
      conditions.putIfAbsent(String.valueOf(binding.id), new Condition.Present(source));
    } else if (shape instanceof Shape.Flag || shape instanceof Shape.Count) {
      conditions.putIfAbsent(String.valueOf(binding.id), new Condition.Set(source));
    }
    return new PathToken.Reference(
        reference.parameter(), source, shape.isFile(), reference.stripped(), reference.absent());
  }

  /** The parameter of a name: in the part that declares the output if there is one, or anywhere. */
  private @Nullable Binding find(String name, Grammar scope) {
    Candidate inScope = find(name, scope, 0, null);
    Candidate found = inScope != null ? inScope : find(name, root, 0, null);
    return found == null ? null : found.binding();
  }

  private @Nullable Candidate find(String name, Grammar part, int depth, @Nullable Candidate best) {
    Candidate found = best;
    Binding binding = bindings.of(part);
    if (binding != null && binding.name.equals(name) && part != root) {
      Candidate candidate = new Candidate(binding, depth);
      if (found == null || candidate.isBetterThan(found)) {
        found = candidate;
      }
    }
    for (Grammar child : Simplifier.children(part)) {
      found = find(name, child, depth + 1, found);
    }
    return found;
  }

  /** A parameter with the right name: plain values come before objects, outer before inner. */
  private record Candidate(Binding binding, int depth) {
    boolean isBetterThan(Candidate other) {
      boolean plain = binding.shape().isPlain();
      return plain == other.binding().shape().isPlain() ? depth < other.depth() : plain;
    }
  }

  private @Nullable ParameterTest test(@Nullable ParameterTest test, Grammar scope) {
    if (test == null) {
      return null;
    } else if (test instanceof ParameterTest.All all) {
      return new ParameterTest.All(tests(all.tests(), scope));
    } else if (test instanceof ParameterTest.Any any) {
      return new ParameterTest.Any(tests(any.tests(), scope));
    } else if (test instanceof ParameterTest.Not not) {
      return new ParameterTest.Not(tests(List.of(not.test()), scope).get(0));
    } else if (test instanceof ParameterTest.IsTrue isTrue) {
      return new ParameterTest.IsTrue(operand(isTrue.operand(), scope));
    }
    ParameterTest.Compare compare = (ParameterTest.Compare) test;
    return new ParameterTest.Compare(
        operand(compare.left(), scope), compare.comparison(), operand(compare.right(), scope));
  }

  private List<ParameterTest> tests(List<ParameterTest> tests, Grammar scope) {
    List<ParameterTest> resolved = new ArrayList<>();
    for (ParameterTest test : tests) {
      ParameterTest one = test(test, scope);
      if (one != null) {
        resolved.add(one);
      }
    }
    return resolved;
  }

  private ParameterTest.Operand operand(ParameterTest.Operand operand, Grammar scope) {
    if (operand instanceof ParameterTest.Operand.Parameter parameter) {
      Binding binding = find(parameter.source().path().get(0), scope);
      if (binding != null) {
        return new ParameterTest.Operand.Parameter(binding.access());
      }
    }
    return operand;
  }

  private void mutable(Grammar part, Docs outer) {
    Docs docs = part.label().docs().or(outer);
    if (part instanceof Value value
        && value.type() instanceof ParameterType.File file
        && file.mutable()) {
      Binding binding = bindings.require(value);
      PathToken token =
          new PathToken.Reference(binding.name, binding.access(), false, List.of(), null);
      outputs.add(
          new ToolOutput(
              OutputNames.identifier(binding.name),
              binding.gates.stream().map(Gate::condition).toList(),
              List.of(new ToolOutput.PathRule(null, List.of(token))),
              ToolOutput.Kind.MUTABLE_COPY,
              false,
              docs));
    }
    boolean layer = part instanceof Grammar.Maybe || part instanceof Grammar.Repeat;
    Simplifier.children(part).forEach(child -> mutable(child, layer ? docs : Docs.NONE));
  }
}
