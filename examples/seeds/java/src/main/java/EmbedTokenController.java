// What the sample leaves to its reader's editor.
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

// The sample.
// EmbedTokenController.java — your backend
@RestController
public class EmbedTokenController {
    private final WebClient ranch = WebClient.create(System.getenv("RANCH_API_URL"));

    @GetMapping("/embed/token")
    public Map<String, String> mint(@AuthenticationPrincipal User user) {
        var body = Map.of(
            "sub", user.getId(),
            "email", user.getEmail(),
            "expiresIn", "15m"
        );
        JsonNode res = ranch.post()
            .uri("/auth/embed/token")
            .header("Authorization", "Bearer " + System.getenv("RANCH_API_KEY"))
            .header("Content-Type", "application/json")
            .bodyValue(body)
            .retrieve()
            .bodyToMono(JsonNode.class)
            .block();
        return Map.of("token", res.get("data").get("token").asText());
    }
}
