using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>Every route × every kind of caller, generated from what is mapped: a route that is forgotten here does not exist.</summary>
public sealed class AccessTests
{
    private const string Admin = "admin-key-0123456789abcdef";
    private const string Reader = "reader-key-0123456789abcdef";

    private readonly SoloEngine _engine = new();

    [Fact]
    public async Task Every_route_says_who_may_call_it()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        var mapped = node.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.Equal(RouteTable.All.Append(RouteTable.Fallback), mapped.Select(endpoint => endpoint.Metadata.GetMetadata<ApiRoute>()));
        Assert.Equal(["/v1/health", "/openapi/v1.json"], RouteTable.All.Where(route => route.Role == NamingRole.Anyone).Select(route => route.Pattern));
        Assert.All(RouteTable.All.Where(route => route.Method is not "GET" && route.Pattern != "/v1/follow"), route => Assert.True(route.Role > NamingRole.Viewer));
    }

    [Fact]
    public async Task With_admin_and_read_keys_each_caller_may_do_what_its_key_says()
    {
        await using var node = await ApiNode.StartAsync(_engine, options =>
        {
            options.AdminKeys.Add("another-admin-key-0123456789");
            options.AdminKeys.Add(Admin);
            options.ReadKeys.Add(Reader);
        });
        foreach (var route in RouteTable.All)
        {
            await Expect(node, route, null, route.Role == NamingRole.Anyone ? null : 401);
            await Expect(node, route, "Bearer wrong-key-0123456789abcdef", route.Role == NamingRole.Anyone ? null : 401);
            await Expect(node, route, $"Basic {Admin}", route.Role == NamingRole.Anyone ? null : 401);
            await Expect(node, route, "Bearer ", route.Role == NamingRole.Anyone ? null : 401);
            await Expect(node, route, $"Bearer {Reader}", route.Role > NamingRole.Viewer ? 403 : null);
            await Expect(node, route, $"Bearer {Admin}", null);
        }
    }

    [Fact]
    public async Task With_an_admin_key_only_everyone_may_read_and_only_it_may_write()
    {
        await using var node = await ApiNode.StartAsync(_engine, options => options.AdminKeys.Add(Admin));
        foreach (var route in RouteTable.All)
        {
            await Expect(node, route, null, route.Role > NamingRole.Viewer ? 401 : null);
            await Expect(node, route, $"Bearer {Admin}", null);
        }
    }

    [Fact]
    public async Task What_unknown_callers_may_is_what_is_configured()
    {
        await using var closed = await ApiNode.StartAsync(_engine, options =>
        {
            options.AdminKeys.Add(Admin);
            options.UnknownRole = NamingRole.Anyone;
        });
        await using var open = await ApiNode.StartAsync(_engine, options =>
        {
            options.AdminKeys.Add(Admin);
            options.Keys.Add(new NamingApiKey { Name = "reader", Key = Reader, Role = NamingRole.Viewer });
            options.UnknownRole = NamingRole.Viewer;
        });
        foreach (var route in RouteTable.All)
        {
            await Expect(closed, route, null, route.Role == NamingRole.Anyone ? null : 401);
            await Expect(open, route, "Bearer wrong-key-0123456789abcdef", route.Role > NamingRole.Viewer ? 401 : null);
        }
    }

    [Theory]
    [InlineData("Operator", 200)]
    [InlineData("administrator", 200)]
    [InlineData("Viewer", 403)]
    [InlineData("Author", 403)]
    [InlineData("4", 401)]
    [InlineData("Anyone", 401)]
    [InlineData("root", 401)]
    public void A_user_whom_the_application_signed_in_has_the_roles_that_its_claim_says(string told, int status)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString("localhost");
        var options = new NamingApiOptions { RoleClaim = "role" };
        options.AdminKeys.Add(Admin);
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann"), new Claim("role", told), new Claim("other", "Administrator")], "test"));
        Assert.Equal(status, new ApiGuard(options).Check(context.Request, NamingRole.Operator)?.Status ?? 200);
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("role", told)]));
        Assert.Equal(401, new ApiGuard(options).Check(context.Request, NamingRole.Operator)!.Status); // nobody vouched for it
        options.RoleClaim = null;
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("role", "Administrator")], "test"));
        Assert.Equal(401, new ApiGuard(options).Check(context.Request, NamingRole.Operator)!.Status);
    }

    [Fact]
    public async Task Keys_without_a_role_a_name_or_an_administrator_fail_the_start()
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => ApiNode.StartAsync(_engine, options =>
        {
            options.Keys.Add(new NamingApiKey { Name = "a b", Key = "short" });
            options.Keys.Add(new NamingApiKey { Name = "twice", Key = Reader, Role = NamingRole.Viewer });
            options.Keys.Add(new NamingApiKey { Name = "twice", Key = Admin, Role = NamingRole.Author });
            options.UnknownRole = NamingRole.Operator;
        }));
        Assert.Equal(6, failure.Failures.Count());
        Assert.DoesNotContain(Reader, failure.Message);
    }

    [Fact]
    public async Task Without_keys_this_machine_may_do_everything()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        foreach (var route in RouteTable.All)
        {
            await Expect(node, route, null, null);
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.9")]
    [InlineData("Forwarded", "for=10.0.0.9")]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Host", "10.0.0.7:7600")]
    public async Task Without_keys_a_request_that_may_come_from_elsewhere_is_refused(string header, string value)
    {
        await using var node = await ApiNode.StartAsync(_engine);
        foreach (var route in RouteTable.All.Where(route => route.Role != NamingRole.Anyone))
        {
            var (response, problem) = await node.CallAsync(route.Method, Url(route), null, (header, value));
            Assert.Equal((403, "forbidden"), ((int)response.StatusCode, (string)problem!["refusal"]!));
            Assert.Contains("no API key", (string)problem["detail"]!);
        }
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("fe80::1")]
    [InlineData(null)]
    public void Without_keys_nothing_is_answered_on_an_address_that_others_may_reach(string? listenedOn)
    {
        var context = new DefaultHttpContext();
        context.Connection.LocalIpAddress = listenedOn is null ? null : IPAddress.Parse(listenedOn);
        context.Request.Host = new HostString("localhost");
        var guard = new ApiGuard(new NamingApiOptions());
        Assert.Equal(403, guard.Check(context.Request, NamingRole.Viewer)!.Status);
        Assert.Equal(403, guard.Check(context.Request, NamingRole.Operator)!.Status);
        Assert.Null(guard.Check(context.Request, NamingRole.Anyone));
        context.Connection.LocalIpAddress = IPAddress.IPv6Loopback;
        Assert.Null(guard.Check(context.Request, NamingRole.Operator));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_origin_may_not_write_whatever_key_it_has(string header, string value)
    {
        await using var open = await ApiNode.StartAsync(_engine);
        await using var locked = await ApiNode.StartAsync(_engine, options => options.AdminKeys.Add(Admin));
        foreach (var route in RouteTable.All.Where(route => route.Role == NamingRole.Operator))
        {
            Assert.Equal(403, (int)(await open.CallAsync(route.Method, Url(route), null, (header, value))).Response.StatusCode);
            Assert.Equal(403, (int)(await locked.CallAsync(route.Method, Url(route), null, (header, value), ("Authorization", $"Bearer {Admin}"))).Response.StatusCode);
        }

        var own = open.Url.GetLeftPart(UriPartial.Authority);
        Assert.Equal(200, (int)(await open.CallAsync("PUT", "/v1/own/a", null, ("Origin", own), ("Sec-Fetch-Site", "same-origin"))).Response.StatusCode);
    }

    [Fact]
    public async Task Keys_that_can_be_guessed_fail_the_start()
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => ApiNode.StartAsync(_engine, options => options.AdminKeys.Add("secret")));
        Assert.Contains("Naming:Api:AdminKeys:0 is too short", failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
    }

    /// <summary>Refused with that status, or (null) let through to the handler, whatever that says.</summary>
    private static async Task Expect(ApiNode node, ApiRoute route, string? authorization, int? refused)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), Url(route));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        Assert.True(refused is { } expected ? status == expected : status is not (401 or 403), $"{route.Method} {route.Pattern} with '{authorization}': {status}");
        Assert.Equal(refused == 401, response.Headers.WwwAuthenticate.Count > 0);
    }

    private static string Url(ApiRoute route) =>
        route.Pattern.Replace("{**name}", "matrix", StringComparison.Ordinal).Replace("{server}", "alpha", StringComparison.Ordinal) + (route.Pattern.Contains("{**name}") ? "?instance=x" : "");
}
