/** Calls the sample as Spring would for a signed-in user. */
public class Main {
    public static void main(String[] arguments) {
        System.out.println(new EmbedTokenController().mint(new User()).get("token"));
        // The client's idle threads would keep Maven waiting.
        System.exit(0);
    }
}
