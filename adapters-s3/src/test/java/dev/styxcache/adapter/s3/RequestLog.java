package dev.styxcache.adapter.s3;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Notes every request that any client of this process makes, where the SDK hands it over to the
 * network. The SDK finds it by a file among the tests' resources.
 */
public final class RequestLog implements ExecutionInterceptor {

  private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();

  /** Made by the SDK. */
  public RequestLog() {}

  /** One request: its method, its path with the query, and its headers. */
  record Request(String method, String path, Map<String, List<String>> headers) {

    boolean has(String header, String value) {
      return headers.entrySet().stream()
          .anyMatch(
              entry -> entry.getKey().equalsIgnoreCase(header) && entry.getValue().contains(value));
    }
  }

  /** Forgets what was noted. */
  static void clear() {
    REQUESTS.clear();
  }

  /** What was noted whose path has a part. */
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
