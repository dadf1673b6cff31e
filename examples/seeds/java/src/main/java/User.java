/** The user of a product's session. */
public class User {
    public String getId() {
        return "user-42";
    }

    public String getEmail() {
        return "jane@example.com";
    }
}
