namespace OrleansNaming.Tracks;

/// <summary>The server that e-mails of tracks go out through.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its host; without one mails wait in the outbox.</summary>
    /// <value>The default is null.</value>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    /// <value>The default is 587 (RFC 6409, 3.1).</value>
    public int Port { get; set; } = 587;

    /// <summary>Whether it must speak STARTTLS.</summary>
    /// <value>The default is true.</value>
    public bool UseTls { get; set; } = true;

    /// <summary>Who the mails are from.</summary>
    /// <value>The default is <c>tracks@localhost</c>.</value>
    public string From { get; set; } = "tracks@localhost";

    /// <summary>The user; null for none.</summary>
    /// <value>The default is null.</value>
    public string? User { get; set; }

    /// <summary>The name of the configuration setting that holds the user's password.</summary>
    /// <value>The default is null.</value>
    public string? PasswordSecret { get; set; }
}
