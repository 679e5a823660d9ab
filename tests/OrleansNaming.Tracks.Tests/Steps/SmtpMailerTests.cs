using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

public sealed class SmtpMailerTests
{
    [Fact]
    [Row("E30")]
    public async Task A_mail_goes_over_SMTP_with_its_id()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = AnswerAsync(listener);
        var mailer = new SmtpMailer(new SmtpOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, UseTls = false, From = "tracks@example.org" }, _ => null);

        await mailer.SendAsync(new TrackMail("0123abcd", "ann@example.org", "renew é", "now"), TestContext.Current.CancellationToken);

        var lines = await server;
        Assert.Contains("MAIL FROM:<tracks@example.org>", lines, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("RCPT TO:<ann@example.org>", lines, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Message-ID: <0123abcd@tracks>", lines, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>As much of a server as RFC 5321 asks of a client's partner.</summary>
    private static async Task<IReadOnlyList<string>> AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 here");
        var (lines, isBody) = (new List<string>(), false);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (isBody && line != ".")
            {
                continue;
            }

            isBody = line == "DATA";
            await writer.WriteLineAsync(isBody ? "354 go on" : line == "QUIT" ? "221 bye" : "250 fine");
            if (line is "." or "QUIT")
            {
                break;
            }
        }

        return lines;
    }
}
