import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** Serves a folder: folder, port, `useSendfile`, a folder for work; over TLS with a key and a certificate. */
class TomcatServer {
  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[3]);
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(Integer.parseInt(args[1]));
    connector.setProperty("useSendfile", args[2]);
    if (args.length > 4) encrypt(connector, args[4], args[5]);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", Path.of(args[0]).toString());
    Tomcat.addServlet(context, "default", new DefaultServlet());
    context.addServletMappingDecoded("/", "default");
    tomcat.start();
    tomcat.getServer().await();
  }

  static void encrypt(Connector connector, String key, String certificate) {
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig host = new SSLHostConfig();
    var pair = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.RSA);
    pair.setCertificateKeyFile(key);
    pair.setCertificateFile(certificate);
    host.addCertificate(pair);
    connector.addSslHostConfig(host);
  }
}
