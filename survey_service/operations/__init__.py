"""What the service does, in domain words: a session, plain values and `now` in; never Flask, never a commit."""
