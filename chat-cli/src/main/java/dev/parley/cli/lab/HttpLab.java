package dev.parley.cli.lab;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** One request to a web server on loop-back, and the headers that went each way. */
final class HttpLab implements Lab {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final byte[] BODY = "hi from the server\n".getBytes(StandardCharsets.UTF_8);

  /** What the headers that turn up here are for (RFC 9110). */
  private static final Map<String, String> MEANING =
      Map.ofEntries(
          Map.entry("accept", "which kinds of content the client can use"),
          Map.entry("accept-encoding", "which compressions it can undo"),
          Map.entry("cache-control", "who may keep a copy, and for how long"),
          Map.entry("connection", "whether the connection stays open afterwards"),
          Map.entry("content-length", "how many bytes of content follow"),
          Map.entry("content-type", "what kind of content follows"),
          Map.entry("date", "when the message was made"),
          Map.entry("etag", "a name for this version of the content"),
          Map.entry("host", "which of the server's names is meant"),
          Map.entry("server", "which program answers"),
          Map.entry("user-agent", "which program asks"));

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String lesson() {
    return "a request and its response have headers: some of their own, some of both";
  }

  @Override
  public void run(Equipment equipment, Notes notes) {
    var request = new ConcurrentSkipListMap<String, String>();
    try {
      var response = exchange(request);
      notes.say("A POST of 3 bytes to a server on loop-back, and its answer:");
      int asked = tell(notes, "request only", request, response, false);
      int answered = tell(notes, "response only", response, request, false);
      int common = tell(notes, "both", request, response, true);
      notes.count("request only", "headers", asked);
      notes.count("response only", "headers", answered);
      notes.count("both", "headers", common);
    } catch (IOException failure) {
      throw new UncheckedIOException("the server on loop-back failed", failure);
    }
    notes.say(
        "Learn: what the asker is and can use stands only in the request; what the answer is and"
            + " who made it only in the response; what describes the content or the connection in"
            + " both.");
  }

  /** Gives how many there are. */
  private static int tell(
      Notes notes, String form, Map<String, String> of, Map<String, String> other, boolean both) {
    var names = new TreeSet<>(of.keySet());
    if (both) {
      names.retainAll(other.keySet());
    } else {
      names.removeAll(other.keySet());
    }
    notes.say(form + ":");
    for (var name : names) {
      var values = values(of.get(name), both ? other.get(name) : null);
      notes.say(
          "  %-16s %-40s %s"
              .formatted(name, values, MEANING.getOrDefault(name, ""))
              .stripTrailing());
    }
    return names.size();
  }

  private static String values(@Nullable String one, @Nullable String other) {
    return other == null || other.equals(one) ? String.valueOf(one) : one + " / " + other;
  }

  /** Notes the request's headers, as the server got them; gives the response's. */
  private static Map<String, String> exchange(Map<String, String> request) throws IOException {
    var loopBack = InetAddress.getLoopbackAddress();
    var server = HttpServer.create(new InetSocketAddress(loopBack, 0), 1);
    try {
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> note(request, name, values));
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.getResponseHeaders().set("Server", "parley-lab");
            exchange.sendResponseHeaders(200, BODY.length);
            try (var out = exchange.getResponseBody()) {
              out.write(BODY);
            }
          });
      server.start();
      return ask(server.getAddress());
    } finally {
      server.stop(0);
    }
  }

  private static Map<String, String> ask(InetSocketAddress server) throws IOException {
    var host = server.getAddress().getHostAddress();
    var url =
        URI.create(
                "http://"
                    + (host.contains(":") ? "[" + host + "]" : host)
                    + ":"
                    + server.getPort()
                    + "/")
            .toURL();
    var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "text/plain; charset=utf-8");
    connection.setRequestProperty("User-Agent", "parley-lab");
    try (var out = connection.getOutputStream()) {
      out.write("hi\n".getBytes(StandardCharsets.UTF_8));
    }
    var response = new TreeMap<String, String>();
    try (var in = connection.getInputStream()) {
      in.readAllBytes();
    }
    connection.getHeaderFields().forEach((name, values) -> note(response, name, values));
    connection.disconnect();
    return response;
  }

  /** The status line comes as a header without a name. */
  private static void note(
      Map<String, String> headers, @Nullable String name, List<String> values) {
    if (name != null) {
      headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values));
    }
  }
}
