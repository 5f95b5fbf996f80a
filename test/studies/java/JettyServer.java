import java.nio.file.Path;
import org.eclipse.jetty.http.content.FileMappingHttpContentFactory;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContentFactory;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Serves a folder: folder, port, `cached` or `uncached`. */
class JettyServer {
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[1]));
    server.addConnector(connector);
    ResourceHandler files = args[2].equals("cached") ? new ResourceHandler() : new Uncached();
    files.setBaseResource(ResourceFactory.of(files).newResource(Path.of(args[0])));
    server.setHandler(files);
    server.start();
    server.join();
  }

  /** As the handler by default, but for the cache around it. */
  static class Uncached extends ResourceHandler {
    @Override
    protected HttpContent.Factory newHttpContentFactory(ByteBufferPool.Sized pool) {
      var files = new ResourceHttpContentFactory(getBaseResource(), getMimeTypes(), pool);
      if (!isUseFileMapping()) return files;
      return new FileMappingHttpContentFactory(files, getMinMappedFileSize(), getMaxMappedFileSize());
    }
  }
}
