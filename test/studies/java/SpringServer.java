import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Spring Boot with nothing but its defaults; the folder and the port are properties. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringServer {
  public static void main(String[] args) {
    SpringApplication.run(SpringServer.class, args);
  }
}
