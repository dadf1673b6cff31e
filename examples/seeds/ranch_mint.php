<?php
// What the sample expects around it: Laravel's container and router, and the parts of its framework that it calls.
require 'Illuminate/Http/autoload.php';
require 'Illuminate/Routing/autoload.php';
require 'Illuminate/Events/autoload.php';
require 'GuzzleHttp/autoload.php';
require 'PhpOption/autoload.php';
require 'Dotenv/autoload.php';

$app = new Illuminate\Container\Container();
$app->bind('events', fn () => new Illuminate\Events\Dispatcher($app));
$app->instance(Illuminate\Http\Client\Factory::class, new Illuminate\Http\Client\Factory());
$app->instance('router', new Illuminate\Routing\Router(new Illuminate\Events\Dispatcher($app), $app));
Illuminate\Support\Facades\Facade::setFacadeApplication($app);

function response()
{
    return new class {
        public function json(array $data)
        {
            return new Illuminate\Http\JsonResponse($data);
        }
    };
}

// The sample.
// routes/web.php — your backend
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Route;

Route::get('/embed/token', function (Request $request) {
    $res = Http::withHeaders([
        'Authorization' => 'Bearer ' . env('RANCH_API_KEY'),
        'Content-Type' => 'application/json',
    ])->post(env('RANCH_API_URL') . '/auth/embed/token', [
        'sub' => $request->user()->id,
        'email' => $request->user()->email,
        'expiresIn' => '15m',
    ])->throw();

    return response()->json([
        'token' => $res->json('data.token'),
    ]);
});

// The end of the sample: a request of a signed-in user.
$request = Request::create('/embed/token');
$request->setUserResolver(fn () => (object) ['id' => 'user-42', 'email' => 'jane@example.com']);
$app->instance(Request::class, $request);
echo json_decode(Route::dispatch($request)->getContent())->token, "\n";
