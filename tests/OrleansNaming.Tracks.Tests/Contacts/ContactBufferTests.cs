using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Telemetry;
using OrleansNaming.Tracks.Tests.Steps;

namespace OrleansNaming.Tracks.Tests.Contacts;

/// <summary>Contacts of a site on their way to their tracks (row E40).</summary>
public sealed class ContactBufferTests
{
    private readonly ContactBuffer _buffer = new(3, new TrackMeter(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()));

    [Fact]
    [Row("E40")]
    public void What_finds_no_room_is_dropped_and_counted_and_what_was_taken_makes_room()
    {
        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(i => _buffer.TryAdd("visit", new TrackContact($"{i}"))));
        Assert.Equal(2, _buffer.Dropped);

        Assert.Equal(["0", "1"], Assert.Single(_buffer.Take(2)).Select(contact => contact.Id));
        Assert.True(_buffer.TryAdd("other", new TrackContact("5")));
        Assert.Equal(["visit", "other"], _buffer.Take(9).Select(group => group.Key));
        Assert.Empty(_buffer.Take(9));
    }

    [Fact]
    [Row("E40")]
    public async Task A_request_is_a_contact_also_when_it_fails_and_waits_for_nothing()
    {
        var options = new TrackContactOptions { Visitor = context => context.Request.Headers["visitor"], Includes = context => context.Request.Path != "/quiet" };
        var recorder = new ContactRecorder(_buffer, "visit", options, new ManualTime());

        await recorder.PassAsync(Asked("/shop"), context =>
        {
            (context.Request.Path, context.Response.StatusCode) = ("/rewritten", 204);
            return Task.CompletedTask;
        });
        await recorder.PassAsync(Asked("/quiet"), _ => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.PassAsync(Asked("/broken"), _ => throw new InvalidOperationException()));
        for (var i = 0; i < 5; i++)
        {
            Assert.True(recorder.PassAsync(Asked("/full"), _ => Task.CompletedTask).IsCompletedSuccessfully);
        }

        var taken = Assert.Single(_buffer.Take(9)).ToList();
        Assert.Equal([("/shop", 204), ("/broken", 500), ("/full", 200)], taken.Select(contact => (contact.Path, contact.Status)));
        Assert.All(taken, contact => Assert.Equal(("ann", "GET", "shop.example.org", new ManualTime().Now), (contact.Visitor, contact.Method, contact.Host, contact.Seen)));
        Assert.Equal(3, taken.DistinctBy(contact => contact.Id).Count());
        Assert.Equal(4, _buffer.Dropped);
    }

    [Fact]
    [Row("E40")]
    public void Nobody_who_is_not_signed_in_is_a_visitor_and_the_products_own_requests_are_no_contacts()
    {
        var options = new TrackContactOptions();
        Assert.Null(options.Visitor(Asked("/")));
        Assert.Equal("bob", options.Visitor(new DefaultHttpContext { User = new(new System.Security.Claims.ClaimsIdentity([new("name", "bob")], "test", "name", null)) }));
        Assert.True(options.Includes(Asked("/shop")));
        Assert.False(options.Includes(Asked("/v1/names/shop")));
    }

    [Fact]
    [Row("E40")]
    public void What_a_visitor_sends_cannot_break_the_text_that_it_becomes()
    {
        var source = TrackText.Parse("TRACK \"t\" GATHER FROM CONTACTS KEY id COLUMNS id text, path text, visitor text, status number STEP \"1\" DO STOP END").Value!.Source;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ContactBuffer.Write(new TrackContact("1") { Path = "/\0\ud800\"}],[{" + new string('x', 9_000), Visitor = new string('é', 300), Status = 200 }, json);
        }

        var left = new List<string>();
        var record = Assert.Single(PostedContacts.Read(source, $"[{Encoding.UTF8.GetString(stream.ToArray())},{{\"id\":\"\"}},7]", left.Add));

        Assert.Equal("1", record.Key);
        using var columns = JsonDocument.Parse(record.Columns);
        Assert.StartsWith("/\ufffd\ufffd\"}],[{xx", columns.RootElement.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal((2_048, 255), (columns.RootElement.GetProperty("path").GetString()!.Length, columns.RootElement.GetProperty("visitor").GetString()!.Length));
        Assert.Equal(2, left.Count);
    }

    private static DefaultHttpContext Asked(string path) =>
        new() { Request = { Path = path, Method = "GET", Host = new HostString("shop.example.org"), Headers = { ["visitor"] = "ann" } } };
}
