package dev.styxcache.application.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static Options options(Map<String, Object> values) {
    return new Options("runner.x", values);
  }

  @Test
  void values_areReadByNameAndType() {
    Options options =
        options(
            Map.of(
                "text", "a", "unit", "days", "list", List.of("a", "b"), "map", Map.of("k", "v")));
    assertThat(options.text("text")).contains("a");
    assertThat(options.choice("unit", ChronoUnit.HOURS)).isEqualTo(ChronoUnit.DAYS);
    assertThat(options.texts("list")).containsExactly("a", "b");
    assertThat(options.textMap("map")).containsExactly(Map.entry("k", "v"));
    options.refuseOthers();
  }

  @Test
  void values_thatAreNotSet_haveTheirDefaults() {
    Options options = options(Map.of());
    assertThat(options.text("text")).isEmpty();
    assertThat(options.choice("unit", ChronoUnit.HOURS)).isEqualTo(ChronoUnit.HOURS);
    assertThat(options.texts("list")).isEmpty();
    assertThat(options.textMap("map")).isEmpty();
    options.refuseOthers();
  }

  @Test
  void values_ofAnotherType_areRefusedByName() {
    Options options =
        options(
            Map.of("text", 1L, "unit", "dayz", "list", List.of(1L), "map", Map.of("k", List.of())));
    refuses(() -> options.text("text"), "runner.x.text", "a text in quotes");
    refuses(() -> options.choice("unit", ChronoUnit.HOURS), "runner.x.unit", "one of", "days");
    refuses(() -> options.texts("list"), "runner.x.list", "a list of texts");
    refuses(() -> options.texts("map"), "runner.x.map", "a list of texts");
    refuses(() -> options.textMap("map"), "runner.x.map", "a table of texts");
    refuses(() -> options.textMap("list"), "runner.x.list", "a table of texts");
  }

  @Test
  void optionsThatNobodyAskedFor_areRefusedWithTheNearestName() {
    Options options = options(Map.of("memroy", "4g", "memory", "4g"));
    refuses(options::refuseOthers, "\"runner.x.memory\"", "there are none");
    options.text("memory");
    refuses(options::refuseOthers, "\"runner.x.memroy\"", "nearest valid name is \"memory\"");
    refuses(
        () -> {
          Options other = options(Map.of("quite", "another"));
          other.text("memory");
          other.text("cpus");
          other.refuseOthers();
        },
        "\"runner.x.quite\"",
        "valid names are cpus, memory");
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }
}
