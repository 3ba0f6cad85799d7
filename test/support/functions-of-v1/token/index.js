const toolbelt = require('lp-faas-toolbelt');

async function lambda(input, callback) {
	const http = toolbelt.Toolbelt.HTTPClient();
	const token = await http({
		method: 'post',
		uri: process.env.SHOP + '/token',
		form: { grant_type: 'client_credentials', scope: 'orders' },
		json: true,
	});
	switch (token.token_type) {
		case 'Bearer':
			callback(null, token.access_token.length);
			break;
		default:
			callback(`no bearer: ${token.token_type}`);
	}
}
