package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every {@link EntryExchange} refuses, since it is wrong or ill-meant. */
public abstract class EntryReceptionContract extends SharingContract {

  private static final ContentHash HASH = new ContentHash("ab".repeat(32));

  @Test
  void linkThatLeadsOut_isRefused_howeverItDoesSo() throws IOException {
    SharedEntry good = withLink();
    for (String target :
        List.of("/etc/passwd", "..", "../x", "dir/../../x", "dir/up/../x", "nowhere/../../x")) {
      SharedEntry bad =
          changed(
              good,
              text -> text.replace("\"target\":\"file\"", "\"target\":\"" + target + "\""),
              members -> relinked(members, "link", target));
      assertRefused(bad, "link");
    }
  }

  @Test
  void memberOfWhichTheManifestSaysNothing_isRefused() throws IOException {
    for (String name : List.of("extra", ".styxcache.done", ".styxcache.json", ".styxcache.new")) {
      TreeRecord record = new TreeRecord.File(name, 1, 0644, HASH);
      assertRefused(
          changed(withLink(), UnaryOperator.identity(), members -> plus(members, record)), name);
    }
  }

  @Test
  void memberThatIsMissing_orOfAnotherContentThanTheManifestSays_isRefused() throws IOException {
    assertRefused(changed(withLink(), UnaryOperator.identity(), without("file")), "file");
    assertRefused(
        changed(
            withLink(),
            UnaryOperator.identity(),
            members ->
                plus(without("file").apply(members), new TreeRecord.File("file", 7, 0644, HASH))),
        "file");
  }

  @Test
  void manifestOfAnotherKey_orNone_orOfNoSense_isRefused() throws IOException {
    SharedEntry good = withLink();
    store(record("b"), output -> {});
    String other = exported("b").entry().manifest().orElseThrow();
    assertRefused(changed(good, text -> other, UnaryOperator.identity()), key("b").hex());
    assertRefused(changed(good, text -> "{", UnaryOperator.identity()), "manifest");
    assertRefused(
        changed(
            good, text -> text.replace("\\\"test\\\"", "\\\"else\\\""), UnaryOperator.identity()),
        "payload");
  }

  @Test
  void manifestOfANewerFormat_isNeitherTakenNorCalledWrong() throws IOException {
    SharedEntry newer =
        changed(
            withLink(),
            text -> text.replace("\"format\":1", "\"format\":3"),
            UnaryOperator.identity());

    Reception reception = otherSharing().exchange().receive(newer);

    assertThat(reception).isInstanceOf(Reception.OtherFormat.class);
    assertThat(((Reception.OtherFormat) reception).reason()).contains("3");
  }

  @Test
  void entryWithoutManifest_isTakenAsPythonsIs_butWithNoNameOfTheCachesOwn() throws IOException {
    SharedEntry plain =
        new SharedEntry(key("a"), Optional.empty(), without("link").apply(withLink().members()));
    for (String name : List.of(".styxcache.mutable", ".styxcache.stdout.raw.gz")) {
      SharedEntry bad =
          new SharedEntry(
              key("a"),
              Optional.empty(),
              plus(plain.members(), new TreeRecord.File(name, 1, 0644, HASH)));
      assertRefused(bad, name);
    }

    try (EntryImport target = opened(otherSharing().exchange().receive(plain))) {
      copy(exported("a"), target);
      target.commit();
    }
    assertThat(foundByOther("a").manifest()).isEmpty();
    assertThat(otherEntry("a").resolve("file")).hasContent("content");

    Export again = otherSharing().exchange().export(key("a"));
    assertThat(ready(again).entry().manifest()).isEmpty();
    assertThat(ready(again).entry().files())
        .extracting(TreeRecord.File::path)
        .contains("file", ".styxcache.stdout.gz");
  }

  @Test
  void entryThatIsDamagedHere_isNotSent() throws IOException {
    store(record("a"), output -> write(output.resolve("file"), "content"));
    Files.delete(entry("a").resolve("file"));

    Export export = sharing().exchange().export(key("a"));

    assertThat(export).isInstanceOf(Export.Unshareable.class);
    assertThat(((Export.Unshareable) export).reason()).contains("file");
  }

  @Test
  void contentThatWasChangedHereUnseen_isFoundBeforeItIsSent() throws IOException {
    store(record("a"), output -> write(output.resolve("file"), "content"));
    assertThat(exported("a").findDamage()).isEmpty();
    Files.delete(entry("a").resolve("file"));
    write(entry("a").resolve("file"), "CONTENT");

    assertThat(exported("a").findDamage().orElseThrow()).contains("file");
  }

  private SharedEntry withLink() throws IOException {
    store(
        record("a"),
        output -> {
          write(output.resolve("file"), "content");
          Files.createDirectory(output.resolve("dir"));
          Files.createSymbolicLink(output.resolve("dir/up"), output.getFileSystem().getPath(".."));
          Files.createSymbolicLink(output.resolve("link"), output.getFileSystem().getPath("file"));
        });
    return exported("a").entry();
  }

  private void assertRefused(SharedEntry bad, String named) {
    Reception reception = otherSharing().exchange().receive(bad);
    assertThat(reception).as(named).isInstanceOf(Reception.Refused.class);
    assertThat(((Reception.Refused) reception).reason()).contains(named);
    assertThat(openOther().store().find(bad.key())).isEqualTo(new Lookup.Missing<>());
  }

  private static UnaryOperator<List<SharedMember>> without(String path) {
    return members -> members.stream().filter(member -> !member.path().equals(path)).toList();
  }

  private static List<SharedMember> relinked(
      List<SharedMember> members, String path, String target) {
    return plus(without(path).apply(members), new TreeRecord.Link(path, target));
  }
}
