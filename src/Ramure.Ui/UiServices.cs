using Microsoft.Extensions.DependencyInjection;
using Ramure.Ui.Components;
using Ramure.Ui.Maps;

namespace Ramure.Ui;

/// <summary>What the components need.</summary>
public static class UiServices
{
    /// <summary>Registers flash messages and the outlines of the départements.</summary>
    public static IServiceCollection AddRamureUi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<FlashMessages>();
        services.AddSingleton<DepartementShapes>();
        services.AddSingleton<Guide.GuidePages>();
        return services;
    }
}
