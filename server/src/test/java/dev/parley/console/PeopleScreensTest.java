package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// People, groups and accounts in the console, as the two people would use them whom it is about.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleScreensTest {
    private static final String PASSWORD = "a long enough secret";

    private final ConsoleBrowser browser = new ConsoleBrowser(TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off")));
    private final TestHub hub = browser.hub();

    @AfterAll
    void stop() {
        browser.close();
    }

    @Test
    void aColleagueIsInvitedUsesAPrivateAgentThroughAGroupAndIsShutOutTheMomentTheyLeaveIt() {
        var agent = hub.owner().post("/api/v1/agents", TestJson.of("{'name':'Inside','access':'private'}")).expect(201);
        try (var owner = browser.owner(ConsoleBrowser.WIDE); var colleague = browser.stranger(ConsoleBrowser.WIDE)) {
            var link = invite(owner, "ada@people.test");
            accept(colleague, link);

            owner.open("/console/people/groups").press("New group").fill("Name", "Support").press("Create group");
            assertThat(owner.heading()).hasText("Support");
            owner.fill("Add a member", "ada@people.test").press("Add");
            assertThat(owner.link("ada@people.test")).isVisible();
            owner.accessible();
            share(agent.path("id").asText(), "group:Support");

            var chat = colleague.page();
            chat.navigate(hub.url() + "/agent/inside");
            chat.getByLabel("Your message").fill("May I come in?");
            chat.getByLabel("Your message").press("Enter");
            assertThat(chat.locator("main")).containsText("May I come in?");

            owner.open("/console/people").link("ada@people.test").click();
            assertThat(owner.page().getByText("By the group Support")).isVisible();
            owner.press("Why can they, or can’t they, use an agent?").press("Ask");
            assertThat(owner.page().getByRole(AriaRole.STATUS).filter(hasText("Yes"))).isVisible();
            owner.ready().accessible();

            owner.link("Support").click();
            owner.press("Take out ada@people.test").press("Take out");
            assertThat(chat.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Access Denied"))).isVisible();
            assertThat(owner.page().getByText("Nobody is in this group yet.")).isVisible();
            colleague.watch().expect("access_denied");
            colleague.watch().expect("status of 403");
        }
    }

    @Test
    void aMemberIsGivenAnotherRoleSignedOutResetAndRemoved() {
        try (var owner = browser.owner(ConsoleBrowser.WIDE); var colleague = browser.stranger(ConsoleBrowser.MIDDLE)) {
            accept(colleague, invite(owner, "bob@people.test"));
            owner.open("/console/people?search=bob").link("bob@people.test").click();
            owner.ready();
            owner.page().getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("builder");
            owner.press("Change role");
            assertThat(owner.page().getByText("bob@people.test is builder now.")).isVisible();
            assertThat(colleague.open("/console/agents").heading()).hasText("Agents");

            owner.press("Sign out everywhere");
            owner.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).filter(hasText("Sign out everywhere")).click();
            assertThat(owner.page().getByText("Signed in nowhere.")).isVisible();

            owner.press("Reset password");
            var link = owner.field("Reset link").inputValue();
            owner.press("Done");
            colleague.watch().expect("status of 401");
            colleague.open(link.substring(hub.url().length())).fill("Password", "another long secret").press("Change password");
            colleague.page().waitForURL(Pattern.compile(".*/console/"));

            owner.press("Remove");
            assertThat(owner.button("Remove member")).isDisabled();
            owner.fill("Type “bob@people.test” to confirm", "bob@people.test").press("Remove member");
            owner.page().waitForURL(Pattern.compile(".*/people/members"));
            assertThat(owner.link("bob@people.test")).isHidden();
            var gone = Json.object().put("email", "bob@people.test").put("password", "another long secret");
            assertThat(hub.anonymous().post("/api/v1/auth/login", gone).refusal(401)).isEqualTo("authentication_failed");
        }
    }

    @Test
    void peopleSeeWhereTheyAreSignedInAndChangeTheirPassword() {
        var link = hub.owner().post("/api/v1/members", TestJson.of("{'email':'cleo@people.test','role':'member'}"))
                .expect(201).path("link").asText();
        try (var here = browser.stranger(ConsoleBrowser.WIDE); var there = browser.stranger(ConsoleBrowser.NARROW)) {
            accept(here, link);
            there.signIn("cleo@people.test", PASSWORD);
            here.open("/console/account").accessible();
            assertThat(here.page().getByText("This one")).isVisible();
            assertThat(here.page().getByText("Chrome on Linux")).hasCount(2);

            here.watch().expect("status of 400");
            here.fill("Present password", "wrong").fill("New password", "another long secret").press("Change password");
            assertThat(here.page().getByText("The present password is another one.")).isVisible();
            here.fill("Present password", PASSWORD).fill("New password", "another long secret").press("Change password");
            assertThat(here.page().getByText("Chrome on Linux")).hasCount(1);
            var old = Json.object().put("email", "cleo@people.test").put("password", PASSWORD);
            assertThat(hub.anonymous().post("/api/v1/auth/login", old).refusal(401)).isEqualTo("authentication_failed");

            here.press("Sign out everywhere");
            here.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).filter(hasText("Sign out everywhere")).click();
            here.page().waitForURL(Pattern.compile(".*/console/sign-in"));
        }
    }

    @Test
    void theWayToAForgottenPasswordAndEveryPageIsAccessibleAtThreeWidths() {
        for (int width : new int[] {ConsoleBrowser.NARROW, ConsoleBrowser.MIDDLE, ConsoleBrowser.WIDE}) {
            try (var owner = browser.owner(width)) {
                for (var path : new String[] {"people", "people/groups", "people/sign-in", "account"}) {
                    owner.open("/console/" + path).accessible().shot(path.replace('/', '-') + "-" + width);
                }
                owner.open("/console/people").press("Invite").accessible();
            }
        }
        try (var stranger = browser.stranger(ConsoleBrowser.NARROW)) {
            stranger.watch().expect("status of 409");
            stranger.open("/console/sign-in").link("Forgot your password?").click();
            stranger.ready().accessible().fill("E-mail address", "ada@people.test").press("Send me a link");
            assertThat(stranger.page().getByText("This hub sends no mail")).isVisible();
        }
    }

    private String invite(ConsoleWindow owner, String email) {
        owner.open("/console/people").press("Invite").fill("E-mail address", email);
        owner.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).filter(hasText("Invite")).last().click();
        assertThat(owner.field("Invitation link")).isVisible();
        owner.accessible();
        var link = owner.field("Invitation link").inputValue();
        owner.press("Done");
        assertThat(owner.link(email)).isVisible();
        return link;
    }

    private void accept(ConsoleWindow colleague, String link) {
        colleague.open(link.substring(hub.url().length())).fill("Password", PASSWORD).press("Accept the invitation");
        colleague.page().waitForURL(Pattern.compile(".*/console/"));
    }

    private void share(String agent, String invitee) {
        var body = Json.object();
        body.putArray("invitees").add(invitee);
        new Api(hub.url(), hub.owner().bearer()).post("/api/v1/agents/" + agent + "/invitations", body).expect(201);
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
