using System.Net;
using System.Net.Mail;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Sends through an SMTP server; the mail's id is its Message-ID, by which receivers tell a repetition.</summary>
internal sealed class SmtpMailer(SmtpOptions options, Func<string, string?> secrets) : ITrackMailer
{
    /// <summary>Whether there is a server to send through.</summary>
    public bool CanSend => options.Host is not null;

    public async Task SendAsync(TrackMail mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(options.Host!, options.Port) { EnableSsl = options.UseTls };
        if (options.User is { } user)
        {
            client.Credentials = new NetworkCredential(user, options.PasswordSecret is { } secret ? secrets(secret) : null);
        }

        using var message = new MailMessage(options.From, mail.To, mail.Subject, mail.Body);
        message.Headers.Add("Message-ID", $"<{mail.Id}@tracks>");
        await client.SendMailAsync(message, cancellationToken);
    }
}
