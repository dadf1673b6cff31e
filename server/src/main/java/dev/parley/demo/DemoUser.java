package dev.parley.demo;

import java.util.Arrays;
import java.util.Optional;

/// The people who have an account at the sample product.
enum DemoUser {
    JANE("jane@harbour.example", "Jane Okafor", "Roastery Club"),
    TOM("tom@harbour.example", "Tom Lindqvist", "Monthly Bag");

    private final String email;
    private final String fullName;
    private final String plan;

    DemoUser(String email, String fullName, String plan) {
        this.email = email;
        this.fullName = fullName;
        this.plan = plan;
    }

    String email() {
        return email;
    }

    String fullName() {
        return fullName;
    }

    String firstName() {
        return fullName.split(" ")[0];
    }

    String plan() {
        return plan;
    }

    static Optional<DemoUser> byEmail(String email) {
        return Arrays.stream(values()).filter(user -> user.email.equals(email)).findFirst();
    }
}
