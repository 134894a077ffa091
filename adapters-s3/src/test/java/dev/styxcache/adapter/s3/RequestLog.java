package dev.styxcache.adapter.s3;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Records every request that any SDK client of this process sends. A file in the test resources
 * registers it with the SDK.
 */
public final class RequestLog implements ExecutionInterceptor {

  private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();

  /** For the SDK. */
  public RequestLog() {}

  /** A request: method, path with query, headers. */
  record Request(String method, String path, Map<String, List<String>> headers) {

    boolean has(String header, String value) {
      return headers.entrySet().stream()
          .anyMatch(
              entry -> entry.getKey().equalsIgnoreCase(header) && entry.getValue().contains(value));
    }
  }

  /** Clears the record. */
  static void clear() {
    REQUESTS.clear();
  }

  /** Returns recorded requests whose path contains a text. */
  static List<Request> of(String part) {
    return REQUESTS.stream().filter(request -> request.path().contains(part)).toList();
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes ignored) {
    SdkHttpRequest request = context.httpRequest();
    REQUESTS.add(
        new Request(
            request.method().name(),
            request.encodedPath() + request.encodedQueryParameters().map(q -> "?" + q).orElse(""),
            request.headers()));
  }
}
