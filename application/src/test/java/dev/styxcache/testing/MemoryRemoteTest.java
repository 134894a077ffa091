package dev.styxcache.testing;

import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.testing.contract.RemoteStoreContract;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Whether the remote store of other tests is one. */
class MemoryRemoteTest extends RemoteStoreContract {

  private final MemoryRemote.Place place = new MemoryRemote.Place();

  @Override
  protected RemoteStore open() {
    return new MemoryRemote(place);
  }

  @Override
  protected ContentHash digest(byte[] content) {
    try {
      // It knows contents by whatever digest they come with.
      return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void harm(Harm harm) {
    switch (harm) {
      case CHANGED_CONTENTS -> place.changeContents();
      case LOST_CONTENTS -> place.loseContents();
      case GARBLED_DESCRIPTIONS -> place.garbleDescriptions();
    }
  }
}
